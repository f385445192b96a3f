/** The program of the client that openapi-generator writes with `typescript-fetch`. */

import { ChatApi, Configuration, ResponseError, type ChatCompletionChunk, type ErrorResponse } from "./clients/typescript-fetch";
import { apiKey, baseUrl, pieces, print, question } from "./shared";

async function main(): Promise<void> {
  const chat = new ChatApi(new Configuration({ basePath: baseUrl, accessToken: apiKey }));

  const completion = await chat.createChatCompletion({ chatCompletionRequest: { ...question, model: "helix" } });
  const refused = chat.createChatCompletion({ chatCompletionRequest: { ...question, model: "invalid-model" } });
  const { response } = await refused.then(
    () => Promise.reject(new Error("no error")),
    (error: ResponseError) => error,
  );
  const detail = ((await response.json()) as ErrorResponse).error;
  if (typeof detail !== "object") throw new Error(`not an object: ${detail}`);
  const streamed = await chat.createChatCompletionRaw({
    chatCompletionRequest: { ...question, model: "helix", stream: true },
  });

  print({
    content: completion.choices?.[0]?.message?.content,
    finish: completion.choices?.[0]?.finish_reason,
    created: completion.created,
    status: response.status,
    error: detail.message,
    code: detail.code,
    stream: await pieces<ChatCompletionChunk>(streamed.raw.body),
  });
}

void main();
