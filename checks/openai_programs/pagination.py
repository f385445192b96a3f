from openai import OpenAI

client = OpenAI()

names = []
for model in client.models.list():
    names.append(model.id)
page = client.models.list()
print(names == [model.id for model in page.data])
print(page.object, len(page.data), page.data[0].object)
print(client.models.retrieve(names[0]).id)
