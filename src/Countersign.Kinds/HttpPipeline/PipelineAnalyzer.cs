using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Plans;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Looks at variables and targets; sends nothing and looks up no name.</summary>
internal sealed class PipelineAnalyzer(HostList hosts)
{
    private const string SecretPlaces = "secret_places";

    /// <exception cref="WorkFailedException"><c>target_not_allowed</c>, naming every host that is not listed.</exception>
    public Analysis Run(AnalysisContext context)
    {
        var input = PipelineInput.Parse(context.Input);
        var requests = input.Steps.Select(step => step.Request).Concat(input.Steps.Select(step => step.Compensate).OfType<PipelineRequest>()).ToArray();
        var targets = requests.GroupBy(request => request.Url.Target.GetLeftPart(UriPartial.Authority), StringComparer.Ordinal).ToArray();
        var refused = targets.Where(target => !hosts.Allows(target.First().Url.Target)).Select(target => target.First().Url.Target.Authority).ToArray();
        if (refused.Length > 0)
        {
            throw new WorkFailedException(
                ErrorCodes.TargetNotAllowed,
                $"{string.Join(", ", refused.Select(host => $"'{host}'"))}: not among the hosts that may be reached (Http:AllowedHosts).");
        }

        var compensations = input.Steps.Count(step => step.Compensate is not null);
        var facts = new JsonObject
        {
            ["requests"] = input.Steps.Count,
            ["compensations"] = compensations,
            ["targets"] = new JsonArray([.. targets.Select(target => (JsonNode)new JsonObject { ["origin"] = target.Key, ["requests"] = target.Count() })]),
            ["variables"] = new JsonArray([.. VariablesOf(input)]),
            [SecretPlaces] = new JsonArray([.. SecretPaths.In(context.Input, "").Select(path => (JsonNode)path)]),
        };
        context.Reporter.Progress(1);
        return new Analysis
        {
            Summary = string.Create(
                CultureInfo.InvariantCulture,
                $"{input.Steps.Count} {(input.Steps.Count == 1 ? "request" : "requests")} to {targets.Length} {(targets.Length == 1 ? "origin" : "origins")}; {compensations} of them can be undone."),
            Facts = JsonSerializer.SerializeToElement(facts),
        };
    }

    /// <summary>Where a stored analysis found secrets.</summary>
    public static SecretPaths SecretsOf(Analysis analysis) =>
        new(analysis.Facts.GetProperty(SecretPlaces).EnumerateArray().Select(path => path.GetString()!));

    private static IEnumerable<JsonNode> VariablesOf(PipelineInput input)
    {
        var parameters = input.Parameters.Select(parameter => (parameter.Key, Step: (string?)null, parameter.Value.IsSecret));
        var captures = input.Steps.SelectMany(step => step.Captures.Select(capture => (Key: capture.Name, Step: (string?)step.Id, capture.IsSecret)));
        return parameters.Concat(captures).Select(variable => new JsonObject
        {
            ["name"] = variable.Key,
            ["captured_by"] = variable.Step,
            ["secret"] = variable.IsSecret,
            ["used_by"] = new JsonArray([.. input.Steps.Where(step => Uses(step, variable.Key)).Select(step => (JsonNode)step.Id)]),
        });
    }

    private static bool Uses(PipelineStep step, string name) =>
        step.Request.Names.Concat(step.Compensate?.Names ?? []).Concat(step.Values.SelectMany(value => value.Value.Names)).Contains(name);
}
