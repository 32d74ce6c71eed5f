using System.Globalization;
using System.Text.Json;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.AgentPlan;

/// <summary>
/// Lets jobs into a plan: only of kinds that plans may be made of, only with an input that the kind's own check accepts, and only
/// when the kind can analyse and plan them from what is there now. A model's proposals come through here and no other way.
/// </summary>
/// <param name="kinds">The kinds that plans may be made of.</param>
/// <param name="settings">How many jobs a plan may have.</param>
/// <param name="context">The whole job's.</param>
/// <param name="known">Jobs of earlier versions; they are not looked at again.</param>
internal sealed class JobAdmission(IReadOnlyList<IJobKind> kinds, AgentSettings settings, AnalysisContext context, IReadOnlyList<PlannedJob> known)
{
    private readonly List<PlannedJob> _jobs = [.. known];

    public IReadOnlyList<IJobKind> Kinds => kinds;

    /// <summary>Every job that was let in, also by earlier versions.</summary>
    public IReadOnlyList<PlannedJob> Jobs => _jobs;

    /// <summary>Looks at a job that is wanted.</summary>
    /// <param name="kindName">As it was named.</param>
    /// <param name="input">As it was put together.</param>
    /// <param name="why">For whoever decides.</param>
    /// <param name="chosen">How many jobs the plan has already.</param>
    /// <param name="cancellationToken">Stops the kind's analysis.</param>
    /// <returns>The job, or why there is none: a sentence.</returns>
    /// <exception cref="WorkFailedException">The machine failed; another attempt may succeed.</exception>
    public async Task<(PlannedJob? Job, string? Problem)> AdmitAsync(
        string kindName, JsonElement input, string why, int chosen, CancellationToken cancellationToken)
    {
        if (kinds.FirstOrDefault(kind => kind.Descriptor.Kind == kindName) is not { } kind)
        {
            return (null, $"'{PlainText.Of(kindName)}' is no kind that a plan may be made of; allowed are {string.Join(", ", kinds.Select(known => known.Descriptor.Kind))}.");
        }

        if (chosen >= settings.MaxJobs)
        {
            return (null, $"The plan has {settings.MaxJobs} jobs already, which is the most (Agent:MaxJobs).");
        }

        var errors = new FieldErrors();
        foreach (var problem in JobReferences.Check(input, context.Input))
        {
            errors.Add("input", problem + ".");
        }

        kind.CheckInput(input, errors);
        if (!errors.IsEmpty)
        {
            return (null, string.Join(" ", errors.ToDictionary().SelectMany(error => error.Value.Select(message => $"{error.Key} {message}"))));
        }

        try
        {
            if (_jobs.Find(known => known.IsSame(kindName, input)) is { } same)
            {
                return (same, null);
            }

            var job = await AnalyzeAsync(kind, _jobs.Select(known => known.Number).DefaultIfEmpty().Max() + 1, input, why, cancellationToken);
            _jobs.Add(job);
            return (job, null);
        }
        catch (WorkFailedException failure) when (!failure.Retryable)
        {
            return (null, $"{failure.Message} ({failure.Code})");
        }
        catch (FormatException)
        {
            return (null, "input holds a number beyond the range of a double, which has no canonical form (RFC 8785).");
        }
    }

    /// <summary>Analyses a job with its own kind, and tries whether that can plan it.</summary>
    public async Task<PlannedJob> AnalyzeAsync(IJobKind kind, int number, JsonElement input, string why, CancellationToken cancellationToken)
    {
        var reporter = new PartReporter(context.Reporter, kind.Descriptor.Kind, 0, 0);
        var id = JobParts.Of(context.JobId, number.ToString(CultureInfo.InvariantCulture));
        var analysis = await kind.AnalyzeAsync(new AnalysisContext(id, input, context.Files, reporter), cancellationToken);
        var sorted = analysis.InOrder();
        await kind.PlanAsync(new PlanContext(id, input, sorted, Round: 1, Feedback: null), cancellationToken);
        return new PlannedJob(number, kind.Descriptor.Kind, input, PlainText.Of(why), sorted);
    }
}
