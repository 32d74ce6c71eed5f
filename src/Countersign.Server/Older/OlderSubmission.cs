using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Jobs;
using Countersign.Server.Kinds;
using Countersign.Server.Ports;
using Countersign.Server.Tasks;

namespace Countersign.Server.Older;

/// <summary>Submits jobs for older routes: the checks are those of every job, told by the fields that the older client sent.</summary>
internal sealed class OlderSubmission(KindCatalogue kinds, SubmitJobBody fields, JobSubmission jobs)
{
    /// <summary>Checks and adds the job.</summary>
    /// <param name="request">The request, which may carry a key.</param>
    /// <param name="job">The job that the older body stands for.</param>
    /// <param name="facts">What its answers show again.</param>
    /// <param name="rename">The field of the older body, for a field of the job.</param>
    /// <param name="cancellationToken">Stops before the job is stored.</param>
    public async Task<SubmissionOutcome> SubmitAsync(
        ApiRequest request, SubmitJobRequest job, OlderFacts? facts, Func<string, string> rename, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        fields.CheckInput(job, errors);
        return errors.IsEmpty
            ? await jobs.SubmitAsync(request, new NewJob(job, job) { Older = facts }, cancellationToken)
            : new SubmissionOutcome(Refusals.Invalid(Renamed(errors, rename)));
    }

    /// <summary>The members of an object that the kind takes: older clients send others too. All of them when the kind is not known here.</summary>
    public JsonElement KnownMembers(string kind, JsonElement input)
    {
        if (kinds.Find(kind)?.Descriptor.InputSchema is not { ValueKind: JsonValueKind.Object } schema
            || !schema.TryGetProperty("properties", out var known)
            || !schema.TryGetProperty("additionalProperties", out var others)
            || others.ValueKind != JsonValueKind.False)
        {
            return input;
        }

        return InputPattern.ToElement(new JsonObject(input.EnumerateObject()
            .Where(member => known.TryGetProperty(member.Name, out _))
            .Select(member => KeyValuePair.Create(member.Name, JsonNode.Parse(member.Value.GetRawText())))));
    }

    /// <summary>Renames the input, and all that is in it, to another place.</summary>
    public static Func<string, string> InputIs(string place) => field =>
        field == "input" || field.StartsWith("input.", StringComparison.Ordinal) ? (place + field["input".Length..]).TrimStart('.') : field;

    private static FieldErrors Renamed(FieldErrors errors, Func<string, string> rename)
    {
        var renamed = new FieldErrors();
        foreach (var (field, messages) in errors.ToDictionary())
        {
            foreach (var message in messages)
            {
                renamed.Add(rename(field), message);
            }
        }

        return renamed;
    }
}
