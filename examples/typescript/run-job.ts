// Runs one job on a Countersign server: submits it, follows it, shows its plan, asks, and prints its result.
//
//   npm ci && npm run build
//   node dist/run-job.js KIND INPUT [--server URL] [--key KEY] [--approve]
//
// INPUT is the kind's input as JSON. --key makes the submission safe to repeat: the same key and input name the same job.
// --approve approves without asking. An API key is taken from COUNTERSIGN_API_KEY. Needs Node 20 and, but for compiling, no packages.
//
// Exit code: 0 completed, 2 rejected, 3 anything else.
import { createHash } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Problem = { code?: string; detail?: string; trace_id?: string; errors?: Record<string, string[]> | null };
type Job = { job_id: string; name: string; status: string };
type JobEvent = { seq: number; type: string; progress: number };
type Step = { id: string; title: string; preview: string; risk: string } & { [name: string]: Json };
type Plan = { version: number; hash: string; input_digest: string; steps: Step[] };
type Token = { access_token: string; expires_in: number };

const tries = 4;
const longestPause = 60;
const longestSilence = 45_000; // The server sends a comment every 15 seconds.
const lastEvents = new Set(["completion", "failure", "cancelled", "rejected"]);
const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** The server refused a request; `code` is stable, the words are for people. */
class Refused extends Error {
  readonly code: string | undefined;

  constructor(readonly status: number, problem: Problem) {
    const fields = Object.entries(problem.errors ?? {}).flatMap(([field, messages]) => messages.map((message) => `\n  ${field} ${message}`));
    super(`${status} ${problem.code}: ${problem.detail} (trace ${problem.trace_id})${fields.join("")}`);
    this.code = problem.code;
  }
}

async function refusalOf(response: Response): Promise<Refused> {
  const text = await response.text();
  try {
    return new Refused(response.status, JSON.parse(text));
  } catch {
    return new Refused(response.status, { detail: "The answer was no problem document. Is that address a countersign server?" });
  }
}

class Server {
  private token: string | null = null;
  private renewAt = 0;

  constructor(private readonly address: string, private readonly apiKey?: string) {}

  /** Sends a request and returns the JSON of its answer. What may be repeated is, as Retry-After says. */
  async call<T>(method: string, path: string, body?: Json, key?: string): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const headers: Record<string, string> = key ? { "Idempotency-Key": key } : {};
      const response = await this.open(method, path, headers, AbortSignal.timeout(100_000), body);
      if (response.ok) return (await response.json()) as T;
      const pause = Number(response.headers.get("Retry-After") ?? 2 ** attempt);
      const mayRepeat = method === "GET" || key !== undefined;
      if (![429, 503].includes(response.status) || !mayRepeat || pause > longestPause || attempt === tries - 1) throw await refusalOf(response);
      await response.body?.cancel();
      await sleep(pause);
    }
  }

  /** The job's events, each once and in order, however often the connection breaks, until the job has ended. */
  async *follow(jobId: string): AsyncGenerator<JobEvent> {
    let last = 0;
    for (let failures = 0; failures < 12; failures++) {
      await sleep(failures < 2 ? 0 : Math.min(5, 0.5 * 2 ** (failures - 2)));
      const silence = new AbortController();
      let timer = setTimeout(() => silence.abort(), longestSilence);
      try {
        const headers = { Accept: "text/event-stream", "Last-Event-ID": String(last) };
        const response = await this.open("GET", `/api/jobs/${encodeURIComponent(jobId)}/events`, headers, silence.signal);
        if (response.status === 204) return;
        if (!response.ok) throw await refusalOf(response);
        let text = "";
        for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
          clearTimeout(timer);
          timer = setTimeout(() => silence.abort(), longestSilence);
          const parts = (text + chunk).split(/\r?\n\r?\n/);
          text = parts.pop()!;
          for (const part of parts) {
            const data = part.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5).replace(/^ /, ""));
            if (data.length === 0) continue;
            const event = JSON.parse(data.join("\n")) as JobEvent;
            if (event.seq <= last) continue;
            last = event.seq;
            failures = 0;
            yield event;
            if (lastEvents.has(event.type)) return;
          }
        }
      } catch (error) {
        // What fetch throws for a connection that broke is a TypeError, or an AbortError after a silence.
        if (error instanceof Refused ? error.status < 500 && error.status !== 429 : !(error instanceof TypeError || silence.signal.aborted)) throw error;
      } finally {
        clearTimeout(timer);
      }
    }
    throw new Error(`${this.address} stayed away; job ${jobId} goes on there.`);
  }

  private async open(method: string, path: string, headers: Record<string, string>, signal: AbortSignal, body?: Json): Promise<Response> {
    for (let isSecond = false; ; isSecond = true) {
      const response = await fetch(this.address + path, {
        method,
        signal,
        redirect: "error",
        headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...(await this.credentials()) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.status !== 401 || !this.apiKey || isSecond) return response;
      await response.body?.cancel();
      this.token = null;
    }
  }

  /** A key is exchanged for a token, which is renewed before it expires. */
  private async credentials(): Promise<Record<string, string>> {
    if (!this.apiKey) return {};
    if (this.token === null || performance.now() > this.renewAt) {
      const response = await fetch(`${this.address}/api/auth/token`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ api_key: this.apiKey }),
      });
      if (!response.ok) throw await refusalOf(response);
      const answer = (await response.json()) as Token;
      this.token = answer.access_token;
      this.renewAt = performance.now() + 800 * answer.expires_in;
    }
    return { Authorization: `Bearer ${this.token}` };
  }
}

/** RFC 8785: JSON.stringify writes strings and numbers as the RFC wants them; members are sorted by UTF-16 code units. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name]!)}`).join(",")}}`;
}

/** What the plan's hash must be. */
function planHash(jobId: string, kind: string, plan: Plan): string {
  const hashed = { job_id: jobId, kind, version: plan.version, input_digest: plan.input_digest, steps: plan.steps };
  return `sha256:${createHash("sha256").update(canonical(hashed)).digest("hex")}`;
}

function show(plan: Plan): void {
  console.log(`Plan version ${plan.version}, ${plan.hash}`);
  for (const step of plan.steps) {
    console.log(`  [${step.risk}] ${step.id}: ${step.title}`);
    for (const line of step.preview.split("\n")) console.log(`      ${line}`);
  }
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

async function decide(server: Server, jobId: string, kind: string, approve: boolean): Promise<void> {
  const plan = await server.call<Plan>("GET", `/api/jobs/${encodeURIComponent(jobId)}/plan`);
  if (plan.hash !== planHash(jobId, kind, plan)) {
    throw new Error("The plan's hash is not the hash of the plan that is shown; nothing was approved.");
  }
  show(plan);
  const approved = approve || ["y", "yes"].includes((await ask("Approve this plan? [y/N] ")).trim().toLowerCase());
  // The hash says what was seen: if the plan has changed meanwhile, the server refuses.
  const decision = { approved, plan_hash: plan.hash };
  await server.call("POST", `/api/jobs/${encodeURIComponent(jobId)}/approve`, decision, `${jobId}-${plan.hash}`.slice(0, 200));
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { server: { type: "string", default: "http://127.0.0.1:7171" }, key: { type: "string" }, approve: { type: "boolean", default: false } },
  });
  const [kind, input] = positionals;
  if (kind === undefined || input === undefined) throw new Error("Give KIND and INPUT.");

  const server = new Server(values.server.replace(/\/$/, ""), process.env["COUNTERSIGN_API_KEY"]);
  const job = await server.call<Job>("POST", "/api/jobs", { kind, input: JSON.parse(input) as Json }, values.key);
  console.log(`Job ${job.job_id}: ${job.name}`);
  for await (const event of server.follow(job.job_id)) {
    console.log(`${String(event.seq).padStart(4)} ${event.type} ${event.progress}%`);
    if (event.type === "approval_required") await decide(server, job.job_id, kind, values.approve);
  }

  const result = await server.call<{ status: string }>("GET", `/api/jobs/${encodeURIComponent(job.job_id)}/result`);
  console.log(JSON.stringify(result, null, 2));
  return { completed: 0, rejected: 2 }[result.status] ?? 3;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
}
