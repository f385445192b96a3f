/** HelixAgent's API over fetch: all calls from the types in schema.ts, and what OpenAPI has no words for. */

import { createHmac, timingSafeEqual } from "node:crypto";

import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "./schema.js";

/** The objects of the API by their names. */
export type Schemas = components["schemas"];

/** Where the API is and who calls it. */
export interface Options {
  /** The API key or token; the environment's HELIXAGENT_API_KEY where none is given. */
  apiKey?: string;
  /** The server's address, without a path. */
  baseUrl?: string;
  /** Another fetch, for tests or proxies. */
  fetch?: (request: Request) => Promise<Response>;
}

/** Make a client: `client.POST("/v1/chat/completions", { body })` gives `data` or `error`, and `response`. */
export function createHelixAgent(options: Options = {}): Client<paths, "application/json"> {
  const { apiKey = process.env["HELIXAGENT_API_KEY"], baseUrl = "https://api.helixagent.ai", fetch } = options;
  const headers: Record<string, string> = apiKey ? { Authorization: `Bearer ${apiKey}` } : {};
  return createClient<paths, "application/json">({ baseUrl, headers, ...(fetch ? { fetch } : {}) });
}

/** The server reported a failure in a stream, or the stream ended without its last event. */
export class StreamError extends Error {}

/** The types of a task's last event. The stream of a task has no `[DONE]`. */
const LAST_TASK_EVENTS = new Set<unknown>(["completed", "error", "failed", "cancelled"]);

/**
 * Read the events of a stream that was requested with `parseAs: "stream"`.
 *
 * @typeParam Item - The type that `x-itemSchema` names: ChatCompletionChunk, CompletionChunk, or TaskEvent.
 */
export async function* events<Item>(body: ReadableStream<Uint8Array> | null | undefined): AsyncGenerator<Item> {
  let buffer = "";
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    buffer += decoder.decode(bytes, { stream: true });
    const blocks = buffer.split(/\r?\n\r?\n/);
    buffer = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = dataOf(block);
      if (data === "[DONE]") return;
      if (!data) continue;
      const item = parse<Item & { type?: unknown }>(data);
      yield item as Awaited<Item>;
      if (LAST_TASK_EVENTS.has(item.type)) return;
    }
  }
  throw new StreamError("The stream was cut: it ended without its last event.");
}

function dataOf(block: string): string {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return lines.map((line) => line.slice(5).trim()).join("\n");
}

function parse<Item extends { type?: unknown }>(data: string): Item {
  const item = JSON.parse(data) as Item & Partial<Schemas["ErrorResponse"]>;
  // The event of a task that failed is an event like others: its `error` is the reason, as a string.
  const isTaskEvent = typeof item.type === "string" && typeof item.error === "string";
  if (item.error && !isTaskEvent) throw new StreamError(typeof item.error === "string" ? item.error : (item.error.message ?? data));
  return item;
}

/**
 * Tell whether a webhook's delivery comes from the server.
 *
 * @param body - The body as it came: another writing of the same JSON has another signature.
 * @param signature - The header `X-HelixAgent-Signature`.
 * @param secret - The secret that the webhook was made with.
 */
export function verifyWebhookSignature(body: string | Uint8Array, signature: string, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
