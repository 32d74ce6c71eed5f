using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.AgentPlan.Rules;

/// <summary>
/// Plans by rules over the goal's words, the parameters and what the source holds. The same input and source give the same plan, and
/// the plan says which rules fired and why.
/// </summary>
/// <param name="admission">Lets jobs in.</param>
/// <param name="input">The job's input.</param>
/// <param name="glance">What the source holds; null without one.</param>
internal sealed class RulePlanner(JobAdmission admission, AgentInput input, SourceGlance? glance)
{
    private const string Generate = "project.generate";

    // In the order in which their jobs are numbered.
    private static readonly GoalRule[] Rules =
    [
        new("disk.inspect", SourceRules.Inspection),
        new("code.analysis", SourceRules.Analysis),
        new(Generate, WordRules.Generation),
        new("source.build", SourceRules.Build),
        new("script.run", WordRules.Script),
        new("http.pipeline", WordRules.Requests),
        new("storage.cleanup", CleanupRule.Look),
    ];

    private readonly GoalText _goal = new(input.Goal);
    private readonly List<int> _chosen = [];
    private readonly List<RefusedJob> _refused = [];
    private readonly List<string> _reasons = [];
    private readonly List<string> _followUps = [];

    /// <exception cref="WorkFailedException">The machine failed; another attempt may succeed.</exception>
    public async Task<Proposal> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in InOrder())
        {
            await LookAsync(kind, cancellationToken);
        }

        if (_reasons.Count == 0)
        {
            _reasons.Add($"No rule fits the goal. Rules know the words of {string.Join(", ", Rules.Select(rule => rule.Kind).Where(Has))}; parameters may name any kind and its input.");
        }

        return new Proposal { Chosen = _chosen, Refused = _refused, Reasons = _reasons, FollowUps = _followUps };
    }

    /// <summary>Adds jobs of one kind to those that were chosen, because a person asked for it in words.</summary>
    /// <returns>The numbers of all jobs; no more than there were, with the reason.</returns>
    public async Task<(IReadOnlyList<int> Numbers, string? Problem)> AddAsync(IJobKind kind, IReadOnlyList<int> chosen, CancellationToken cancellationToken)
    {
        _chosen.AddRange(chosen);
        var result = Apply(kind, isAsked: true);
        foreach (var wanted in result.Inputs)
        {
            await AdmitAsync(kind, wanted, "somebody asked for it", cancellationToken);
        }

        return (_chosen, result.Missing ?? (_refused.Count > 0 ? _refused[0].Reason : null));
    }

    private IEnumerable<IJobKind> InOrder() => admission.Kinds.OrderBy(kind =>
        Array.FindIndex(Rules, rule => rule.Kind == kind.Descriptor.Kind) is var at && at < 0 ? int.MaxValue : at);

    private async Task LookAsync(IJobKind kind, CancellationToken cancellationToken)
    {
        var name = kind.Descriptor.Kind;
        var result = Apply(kind, isAsked: false);
        if (result.Because is not { } because)
        {
            return;
        }

        _reasons.Add($"{name}: {because}.");
        if (result.Missing is { } missing)
        {
            Miss(name, missing);
        }

        foreach (var wanted in result.Inputs)
        {
            await AdmitAsync(kind, wanted, because, cancellationToken);
        }
    }

    /// <summary>What a build of something that another job is only going to write would need is no part of this plan.</summary>
    private void Miss(string kind, string missing)
    {
        var writer = input.Source is null && kind != Generate && admission.Jobs.FirstOrDefault(job => job.Kind == Generate && _chosen.Contains(job.Number)) is { } job ? job : null;
        if (writer is null)
        {
            _refused.Add(new RefusedJob(kind, missing));
        }
        else
        {
            _followUps.Add($"{kind} of what job {writer.Part} ({writer.Kind}) writes: what it would do can only be shown once that is there. Submit it as a job of its own, with the archive as an upload.");
        }
    }

    private async Task AdmitAsync(IJobKind kind, JsonObject wanted, string because, CancellationToken cancellationToken)
    {
        var (job, problem) = await admission.AdmitAsync(
            kind.Descriptor.Kind, JsonSerializer.SerializeToElement(wanted), because, _chosen.Count, cancellationToken);
        if (job is null)
        {
            _refused.Add(new RefusedJob(kind.Descriptor.Kind, problem!));
        }
        else if (!_chosen.Contains(job.Number))
        {
            _chosen.Add(job.Number);
        }
    }

    /// <summary>The kind's rule, with the parameters that name the kind put over what the rule made.</summary>
    private RuleResult Apply(IJobKind kind, bool isAsked)
    {
        var name = kind.Descriptor.Kind;
        var context = new RuleContext(_goal, input, glance, kind);
        var found = Rules.FirstOrDefault(rule => rule.Kind == name)?.Look(context) ?? RuleResult.Silent;
        var parameters = input.ParametersOf(name);
        var isNamed = isAsked || parameters is not null || _goal.Names.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (!isNamed || (found.Inputs.Count > 0 && parameters is null))
        {
            return found;
        }

        var whole = found.Inputs is [var first, ..] ? (JsonObject)first.DeepClone() : FromSource(context);
        foreach (var member in parameters?.EnumerateObject() ?? [])
        {
            whole[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        var because = parameters is not null ? "the parameters name it" : isAsked ? "somebody asked for it" : "the goal names it";
        return whole.Count == 0
            ? RuleResult.Lacks(because, found.Missing ?? $"Its input cannot be told from the goal; give it as parameters.{name}.")
            : RuleResult.Of(because, whole);
    }

    private static JsonObject FromSource(RuleContext context) =>
        context.Source is { } source
        && context.Kind.Descriptor.InputSchema.TryGetProperty("properties", out var properties)
        && properties.TryGetProperty("source", out _)
            ? new JsonObject { ["source"] = source }
            : [];

    private bool Has(string kind) => admission.Kinds.Any(known => known.Descriptor.Kind == kind);
}
