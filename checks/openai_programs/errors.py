import openai
from openai import OpenAI

client = OpenAI(max_retries=0)
messages = [{"role": "user", "content": "Hello"}]

for model in ("sandbox/400", "sandbox/422", "sandbox/404", "sandbox/429", "sandbox/500", "sandbox/unauthorized"):
    try:
        client.chat.completions.create(model=model, messages=messages)
    except openai.BadRequestError as error:
        print("bad request", error.status_code, error.response.status_code)
    except openai.UnprocessableEntityError as error:
        print("unprocessable", error.status_code, sorted(error.response.json()))
    except openai.NotFoundError as error:
        print("not found", error.status_code, error.response.headers["content-type"])
    except openai.RateLimitError as error:
        print("rate limit", error.status_code, error.body is not None)
    except openai.AuthenticationError as error:
        print("authentication", error.status_code)
    except openai.InternalServerError as error:
        print("server", error.status_code, len(error.response.text) > 10)
try:
    client.copy(base_url="http://127.0.0.1:9/v1", timeout=5).chat.completions.create(model="gpt-4o", messages=messages)
except openai.APIConnectionError as error:
    print("connection", isinstance(error, openai.APIError))
