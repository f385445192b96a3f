/** The program of the types that openapi-typescript writes, with openapi-fetch. */

import createClient from "openapi-fetch";

import type { components, paths } from "./clients/openapi-typescript";
import { apiKey, baseUrl, pieces, print, question } from "./shared";

async function main(): Promise<void> {
  const client = createClient<paths, "application/json">({ baseUrl, headers: { Authorization: `Bearer ${apiKey}` } });
  const path = "/v1/chat/completions";

  const completion = (await client.POST(path, { body: { ...question, model: "helix" } })).data;
  const failed = await client.POST(path, { body: { ...question, model: "invalid-model" } });
  const detail = failed.error?.error;
  if (typeof detail !== "object") throw new Error(`not an object: ${detail}`);
  const streamed = await client.POST(path, {
    body: { ...question, model: "helix", stream: true },
    headers: { Accept: "text/event-stream" },
    parseAs: "stream",
  });

  print({
    content: completion?.choices?.[0]?.message?.content,
    finish: completion?.choices?.[0]?.finish_reason,
    created: completion?.created,
    status: failed.response.status,
    error: detail.message,
    code: detail.code,
    stream: await pieces<components["schemas"]["ChatCompletionChunk"]>(streamed.data),
  });
}

void main();
