/** What the programs of all TypeScript clients need: the request, the events of a stream, and the printed line. */

export const baseUrl = process.env.HELIXAGENT_BASE_URL!;
export const apiKey = process.env.HELIXAGENT_API_KEY!;

export const question = {
  messages: [{ role: "user" as const, content: "The capital of France?" }],
  stop: ["END", "STOP"],
};

interface Chunk {
  choices?: { delta?: { content?: string | null } }[] | null;
}

/** Read the text of each event of a stream. `C` is the generated type of the events. */
export async function pieces<C extends Chunk>(body: ReadableStream<Uint8Array> | null | undefined): Promise<string[]> {
  const text = await new Response(body).text();
  const data = text.split("\n").filter((line) => line.startsWith("data: ") && line !== "data: [DONE]");
  const chunks = data.map((line) => JSON.parse(line.slice(6)) as C);
  return chunks.map((chunk) => chunk.choices?.[0]?.delta?.content ?? "").filter((piece) => piece !== "");
}

export interface Printed {
  content: string | null | undefined;
  finish: string | null | undefined;
  created: number | undefined;
  status: number;
  error: string | undefined;
  code: string | number | null | undefined;
  stream: string[];
}

export function print(line: Printed): void {
  console.log(JSON.stringify(line));
}
