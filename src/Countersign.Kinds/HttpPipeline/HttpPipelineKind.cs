using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Kinds;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>
/// <c>http.pipeline</c>: requests one after the other, each using what earlier answers held, each held to what it has to bring; when
/// one fails, those before it are undone in reverse order. What is sent, and what would undo it, stands in the approved plan.
/// </summary>
/// <remarks>
/// A repeat after a crash sends the cut-off request again with the same idempotency key. A cancelled job undoes nothing.
/// </remarks>
/// <param name="http">Sends the requests.</param>
/// <param name="hosts">Who may be reached.</param>
/// <param name="seals">Keeps secret captures between steps.</param>
/// <param name="clock">What waits and durations are counted by.</param>
public sealed class HttpPipelineKind(Func<IOutboundHttp> http, Func<HostList> hosts, Func<ISealedValues> seals, TimeProvider clock) : IJobKind
{
    /// <summary>The kind's wire name.</summary>
    public const string Name = "http.pipeline";

    public KindDescriptor Descriptor { get; } = new()
    {
        Kind = Name,
        Title = "Send HTTP requests",
        Description = "Sends requests in order, passes values of answers on, checks answers, and undoes what was done when one fails.",
        Version = "1.0",
        Risk = Risk.Destructive,
        InputSchema = PipelineSchemas.Input,
        ResultSchema = PipelineSchemas.Result,
    };

    public void CheckInput(JsonElement input, FieldErrors errors) => PipelineInputRules.Check(input, errors);

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException"><c>target_not_allowed</c>.</exception>
    public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new PipelineAnalyzer(hosts()).Run(context));

    public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        Task.FromResult(PipelinePlanner.Plan(context));

    /// <inheritdoc/>
    /// <exception cref="WorkFailedException">
    /// <c>expectation_failed</c>, <c>capture_failed</c>, <c>request_invalid</c>, <c>steps_undone</c>, or what
    /// <see cref="IOutboundHttp.SendAsync"/> throws. Never retryable: the step has repeated what may be repeated, and the steps before
    /// it are undone. The result is in its details.
    /// </exception>
    public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        new PipelineExecution(context, new RequestSending(http(), clock), seals(), clock).RunAsync(cancellationToken);

    public JsonElement Summarize(SummaryContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return PipelineReport.Of(
            PipelineInput.Parse(context.Input).Steps.Where(step => context.Results.ContainsKey(step.Id)).Select(step => context.Results[step.Id]));
    }
}
