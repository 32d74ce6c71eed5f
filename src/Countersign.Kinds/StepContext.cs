using System.Text.Json;
using Countersign.Contracts.Plans;

namespace Countersign.Kinds;

/// <summary>What a step of an approved plan is executed with.</summary>
public sealed record StepContext
{
    /// <summary>The job, or the part of one that the kind works for (<see cref="JobParts"/>).</summary>
    public required string JobId { get; init; }

    /// <summary>
    /// As accepted by the kind's own check, with values in place of <c>{"secret_ref": "NAME"}</c>: this is the only place where a
    /// kind sees them. They are hidden in lines, results and errors, but what a kind does to the world is its own.
    /// </summary>
    public required JsonElement Input { get; init; }

    public required Analysis Analysis { get; init; }

    /// <summary>The approved plan, verified against its hash.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The step to do.</summary>
    public required PlanStep Step { get; init; }

    /// <summary>1 for the first run; with job, plan version and step it names this run for idempotence.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// Whether an earlier run of the step may have done part of the work: a crash cut it off, or it failed. What is done already
    /// is then no surprise.
    /// </summary>
    public bool MayBePartlyDone { get; init; }

    /// <summary>Step id to result, for the steps that ran before.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Results { get; init; }

    /// <summary>The only way to the bytes that the input names.</summary>
    public required IInputFiles Files { get; init; }

    /// <summary>
    /// Puts values in place of <c>{"secret_ref": "NAME"}</c> in a document of the kind's own, for the secrets that the job's input
    /// names; any other name throws <c>secret_not_found</c>.
    /// </summary>
    public Func<JsonElement, JsonElement> Fill { get; init; } = document => document;

    /// <summary>Where the step saves the files that it produces.</summary>
    public required IArtifacts Artifacts { get; init; }

    /// <summary>
    /// Hides the input's secrets in a text. Lines, results and errors go through it anyway; artifacts do not, so that what a step
    /// saves of a program's output has to be put through it first.
    /// </summary>
    public Func<string, string> Hide { get; init; } = text => text;

    /// <summary>
    /// Hides one more value from now on, as if it were one of the input's secrets: for what a step learns and must not tell.
    /// </summary>
    public Action<string> Conceal { get; init; } = _ => { };

    /// <summary>What an earlier run of the step wrote down with <see cref="NoteAsync"/>, a cut-off one or an earlier attempt; null where none did.</summary>
    public JsonElement? Note { get; init; }

    /// <summary>
    /// Writes something down, in place of what was noted before; it is stored when the call returns. For steps that must know after a
    /// crash how far they came. Stands in the step's state for everybody to read, with secrets hidden. Throws a retryable
    /// <c>service_unavailable</c> while the store takes nothing.
    /// </summary>
    public Func<JsonElement, CancellationToken, Task> NoteAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Where progress and log lines go.</summary>
    public required IJobReporter Reporter { get; init; }
}
