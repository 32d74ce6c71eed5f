// Receives a Countersign webhook: checks each delivery's signature, and prints each event once.
//
//   npm ci && npm run build
//   COUNTERSIGN_WEBHOOK_SECRET=... node dist/receive-webhooks.js [--port PORT]
//
// Listens on loopback; put what you put before other services in front of it. Needs Node 20 and, but for compiling, no packages.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";

const oldestTaken = 300;
const longestBody = 16 * 1024 * 1024;
const seen = new Set<string>(); // A service keeps them with its data: an event may arrive again after days.

/** Whether the signature is that of the body, by the secret, and not one that somebody recorded. */
export function isGenuine(secret: string, header: string, body: Buffer, now = Date.now() / 1000): boolean {
  const parts = new Map(header.split(",").map((part) => part.split("=", 2) as [string, string | undefined]));
  const sentAt = parts.get("t") ?? "";
  if (!/^\d+$/.test(sentAt)) return false;
  const expected = createHmac("sha256", secret).update(`${sentAt}.`).update(body).digest();
  const given = Buffer.from(parts.get("v1") ?? "", "hex");
  const isRecent = Math.abs(now - Number(sentAt)) <= oldestTaken;
  return given.length === expected.length && timingSafeEqual(given, expected) && isRecent;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const { values } = parseArgs({ options: { port: { type: "string", default: "8080" } } });
const secret = process.env["COUNTERSIGN_WEBHOOK_SECRET"];
if (!secret) {
  console.error("COUNTERSIGN_WEBHOOK_SECRET is not set; it is the secret of the webhook.");
  process.exit(2);
}

const server = createServer(async (request, response) => {
  try {
    const body = await bodyOf(request);
    if (body === null) return void response.writeHead(413, { Connection: "close" }).end();
    if (!isGenuine(secret, String(request.headers["x-countersign-signature"] ?? ""), body)) return void response.writeHead(401).end();
    // Answer first, work afterwards: the server waits ten seconds, and sends again what was not answered.
    response.writeHead(204).end();
    const event = JSON.parse(body.toString()) as { id: string; type: string };
    if (!seen.has(event.id)) {
      seen.add(event.id);
      console.log(event.id, event.type);
    }
  } catch (error) {
    console.error(error);
    response.destroy();
  }
});
server.listen(Number(values.port), "127.0.0.1", () => console.log(`Listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`));
