/** The program of the client that @hey-api/openapi-ts writes. */

import { createChatCompletion, type ChatCompletionChunk } from "./clients/hey-api";
import { client } from "./clients/hey-api/client.gen";
import { apiKey, baseUrl, pieces, print, question } from "./shared";

async function main(): Promise<void> {
  client.setConfig({ baseUrl, auth: apiKey });

  const completion = (await createChatCompletion({ body: { ...question, model: "helix" } })).data;
  const failed = await createChatCompletion({ body: { ...question, model: "invalid-model" } });
  const detail = failed.error?.error;
  if (typeof detail !== "object") throw new Error(`not an object: ${detail}`);
  const streamed = await createChatCompletion({
    body: { ...question, model: "helix", stream: true },
    parseAs: "stream",
  });

  print({
    content: completion?.choices?.[0]?.message?.content,
    finish: completion?.choices?.[0]?.finish_reason,
    created: completion?.created,
    status: failed.response!.status,
    error: detail.message,
    code: detail.code,
    stream: await pieces<ChatCompletionChunk>(streamed.response!.body),
  });
}

void main();
