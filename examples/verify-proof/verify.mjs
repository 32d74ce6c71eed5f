// Checks a Countersign proof bundle as docs/proof.md describes it, with nothing but Node's own WebCrypto.
//
//   node verify.mjs BUNDLE.json [KEYS.json [FOLDER]]
//
// Exit code 0 and one sentence when the bundle proves that what ran is what was approved; 1 and the first thing that is
// wrong otherwise. KEYS.json is the answer of GET /api/keys, fetched by a way that you trust. FOLDER holds artifacts that were
// downloaded, under their names: each has to be a file that a step saved.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const { subtle } = globalThis.crypto;
const utf8 = new TextEncoder();

class Unproven extends Error {}

function demand(holds, what) {
  if (!holds) throw new Unproven(what);
}

// RFC 8785: JSON.stringify writes strings and numbers as the RFC wants them; members are sorted by UTF-16 code units.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

async function digestOfBytes(bytes) {
  const hash = await subtle.digest("SHA-256", bytes);
  return `sha256:${Buffer.from(hash).toString("hex")}`;
}

const digestOfText = (text) => digestOfBytes(utf8.encode(text));

const digest = (value) => digestOfText(canonical(value));

function decode(text, what) {
  const bytes = Buffer.from(text, "base64url");
  demand(bytes.toString("base64url") === text, `${what} is not base64url.`);
  return bytes;
}

async function importKeys(keys) {
  const known = new Map();
  for (const { kty, crv, x, y, kid } of keys) {
    const thumbprint = await subtle.digest("SHA-256", utf8.encode(canonical({ crv, kty, x, y })));
    demand(kty === "EC" && crv === "P-256" && Buffer.from(thumbprint).toString("base64url") === kid, `The key '${kid}' is not what its name says.`);
    known.set(kid, await subtle.importKey("jwk", { kty, crv, x, y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]));
  }
  return known;
}

async function open(jws, type, keys, what) {
  const parts = jws.split(".");
  demand(parts.length === 3, `${what} is not a compact JWS.`);
  const header = JSON.parse(decode(parts[0], what));
  demand(header.alg === "ES256" && header.typ === type && !("crit" in header), `${what} has another header than it should.`);
  demand(keys.has(header.kid), `${what} is signed with the key '${header.kid}', which is not known.`);
  const good = await subtle.verify(
    { name: "ECDSA", hash: "SHA-256" }, keys.get(header.kid), decode(parts[2], what), utf8.encode(`${parts[0]}.${parts[1]}`));
  demand(good, `${what} has a signature that is not that of its key.`);
  return JSON.parse(decode(parts[1], what));
}

async function checkPlans({ job, plans, content }) {
  for (const [i, plan] of plans.entries()) {
    const { version, hash, input_digest, steps } = plan;
    demand(version === i + 1, "The plan versions are not in order.");
    demand(hash === (await digest({ job_id: job.job_id, kind: job.kind, version, input_digest, steps })), `Plan version ${version} was changed.`);
  }
  const last = plans.at(-1);
  demand(!last || last.input_digest === (await digest({ input: job.input, content })), "The newest plan was made from another input.");
}

async function checkDecisions({ job, plans, decisions }, keys) {
  const byVersion = new Map();
  for (const jws of decisions) {
    const decision = await open(jws, "countersign-decision", keys, "A decision");
    const plan = plans[decision.plan_version - 1];
    demand(decision.job_id === job.job_id && plan?.hash === decision.plan_hash, "A decision is on another job or plan.");
    demand(!byVersion.has(decision.plan_version), `There are two decisions on plan version ${decision.plan_version}.`);
    byVersion.set(decision.plan_version, { ...decision, jws });
  }
  return byVersion;
}

function approvalOf(plan, job, decisions) {
  const decision = decisions.get(plan.version);
  if (decision) {
    demand(decision.approved === true, `Plan version ${plan.version} was executed although it was rejected.`);
    return decision;
  }
  const onlyReads = plan.steps.every((step) => step.risk === "read");
  demand(job.approval_mode === "none" && onlyReads, `Plan version ${plan.version} was executed and nobody had approved it.`);
  return null;
}

async function checkReceipts({ job, plans, content, receipts }, decisions, keys) {
  const opened = [];
  for (const jws of receipts) {
    const receipt = await open(jws, "countersign-step-receipt", keys, "A step receipt");
    const plan = plans.find((candidate) => candidate.hash === receipt.plan_hash);
    demand(receipt.job_id === job.job_id && plan, `Step '${receipt.step_id}' ran under another job or plan.`);
    const approval = approvalOf(plan, job, decisions);
    const step = plan.steps.find((candidate) => candidate.id === receipt.step_id);
    demand(step && !(approval?.exclude ?? []).includes(step.id), `Step '${receipt.step_id}' is not covered by the approval.`);
    demand(!approval || Date.parse(receipt.started_at) >= Date.parse(approval.at), `Step '${step.id}' started before the approval.`);
    demand(receipt.input_digest === plan.input_digest, `Step '${step.id}' ran on another input.`);
    if (receipt.status === "completed" && plan.input_digest === plans.at(-1).input_digest) {
      const read = content.filter((entry) => step.inputs.includes(entry.name));
      demand(receipt.content_digest === (await digest(read)), `Step '${step.id}' read something else.`);
    }
    const names = (receipt.artifacts ?? []).map((file) => file.name);
    demand(new Set(names).size === names.length, `The receipt of step '${step.id}' names two files alike.`);
    opened.push(receipt);
  }
  return opened;
}

async function checkChain({ job, plans, receipts, audit }, decisions) {
  let previous = await digest({ created_at: job.created_at, job_id: job.job_id });
  const approved = new Set();
  for (const [i, row] of audit.entries()) {
    const { act, actor, at, data, previous: before, seq } = row;
    demand(seq === i + 1 && before === previous, `Audit row ${i + 1} does not follow the one before it.`);
    previous = await digest({ act, actor, at, data, previous: before, seq });
    demand(row.hash === previous, `Audit row ${i + 1} was changed.`);
    if (act === "approved") approved.add(data.plan_version);
    if (act === "step_started" && decisions.has(data.plan_version)) {
      demand(approved.has(data.plan_version), `Audit row ${seq} tells of a step that started before the approval.`);
    }
  }
  const of = (...acts) => audit.filter((row) => acts.includes(row.act)).map((row) => row.data);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const [first] = audit;
  demand(first?.act === "submitted", "The audit rows do not begin with the submission.");
  demand(
    first.actor === `user:${job.owner}` && first.data.kind === job.kind && first.data.approval_mode === job.approval_mode,
    "The audit rows tell of another owner, kind or approval mode.");
  demand(
    same(of("plan_made", "plan_edited").map((data) => [data.plan_version, data.plan_hash]), plans.map((plan) => [plan.version, plan.hash])),
    "The audit rows tell of other plans.");
  const signed = await Promise.all([...decisions.values()].map((decision) => digestOfText(decision.jws)));
  const told = of("approved", "rejected").filter((data) => data.signature).map((data) => data.signature);
  demand(same(told.sort(), signed.sort()), "The audit rows tell of other decisions.");
  demand(same(of("step_completed", "step_failed").map((data) => data.receipt), receipts), "The audit rows tell of other receipts.");
}

async function checkFiles(folder, receipts) {
  const saved = receipts.flatMap((receipt) => receipt.artifacts ?? []);
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())) {
    const found = await digestOfBytes(readFileSync(join(folder, name)));
    demand(saved.some((file) => file.name === name && file.sha256 === found), `'${name}' is not a file that a step saved.`);
  }
}

async function verify(bundle, trusted, folder) {
  demand(bundle.format === "countersign-proof/1", `The format '${bundle.format}' is not known.`);
  await importKeys(bundle.keys);
  const keys = await importKeys((trusted ?? bundle).keys);
  const { seal, ...unsealed } = bundle;
  demand((await open(seal, "countersign-proof", keys, "The seal")).digest === (await digest(unsealed)), "The bundle was changed after it was sealed.");
  await checkPlans(bundle);
  const decisions = await checkDecisions(bundle, keys);
  const receipts = await checkReceipts(bundle, decisions, keys);
  await checkChain(bundle, decisions);
  if (folder) await checkFiles(folder, receipts);
  const { job, plans } = bundle;
  if (!job.executed_plan_hash) {
    demand(receipts.length === 0, "A step ran, and the job names no executed plan.");
    return `No step of job '${job.job_id}' ran; it is ${job.status}.`;
  }
  const executed = plans.find((plan) => plan.hash === job.executed_plan_hash);
  demand(executed, "The executed plan is none of the plan versions.");
  const approval = approvalOf(executed, job, decisions);
  const completed = new Set(receipts.filter((r) => r.status === "completed" && r.plan_hash === executed.hash).map((r) => r.step_id));
  const missing = executed.steps.find((step) => !completed.has(step.id) && !(approval?.exclude ?? []).includes(step.id));
  demand(job.status !== "completed" || !missing, `The job is completed, and no receipt says that step '${missing?.id}' is.`);
  return `What ran is what was approved: plan version ${executed.version} of job '${job.job_id}', ${approval ? `approved by ${approval.actor}` : "which only reads"}.`;
}

const [bundleFile, keysFile, folder] = process.argv.slice(2);
try {
  const read = (file) => JSON.parse(readFileSync(file, "utf8"));
  console.log(await verify(read(bundleFile), keysFile ? read(keysFile) : null, folder));
} catch (error) {
  console.error(error instanceof Unproven ? `Not proven. ${error.message}` : `Not proven. The bundle cannot be read: ${error.message}`);
  process.exitCode = 1;
}
