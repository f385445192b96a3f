/** The program of the client that orval writes, with the fetch function of orval_fetch.ts. */

import { createChatCompletion, type ChatCompletionChunk } from "./clients/orval";
import { pieces, print, question } from "./shared";

async function main(): Promise<void> {
  const completed = await createChatCompletion({ ...question, model: "helix" });
  if (completed.status !== 200 || typeof completed.data === "string") throw new Error("no completion");
  const choice = completed.data.choices?.[0];
  const failed = await createChatCompletion({ ...question, model: "invalid-model" });
  if (failed.status !== 404) throw new Error(`status ${failed.status}`);
  const detail = failed.data.error;
  if (typeof detail !== "object") throw new Error(`not an object: ${detail}`);
  const streamed = await createChatCompletion({ ...question, model: "helix", stream: true });

  print({
    content: choice?.message?.content,
    finish: choice?.finish_reason,
    created: completed.data.created,
    status: failed.status,
    error: detail.message,
    code: detail.code,
    stream: await pieces<ChatCompletionChunk>(streamed.data as unknown as ReadableStream<Uint8Array>),
  });
}

void main();
