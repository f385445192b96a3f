/** The fetch function of the client that orval writes. orval's own function reads every body as JSON, also a stream. */

import { apiKey, baseUrl } from "./shared";

export async function request<T>(path: string, options: RequestInit): Promise<T> {
  const headers = { ...options.headers, Authorization: `Bearer ${apiKey}` };
  const response = await fetch(baseUrl + path, { ...options, headers });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const data = isStream ? response.body : JSON.parse((await response.text()) || "{}");
  return { data, status: response.status, headers: response.headers } as T;
}
