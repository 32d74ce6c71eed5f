using System.Globalization;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Upkeep;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Upkeep;

/// <summary>Submits the job that removes what an administrator names.</summary>
internal sealed class PurgeHandler(JsonBody body, UpkeepSubmission submission, TimeProvider clock) : IEndpointHandler
{
    private const int LongestText = 100;
    private const int MostStatuses = 20;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (purge, refusal) = await body.ReadAsync(request.Http, Read, cancellationToken);
        return purge is null ? refusal! : await submission.AcceptAsync(request, UpkeepKinds.Purge, PurgeKind.InputOf(purge), cancellationToken);
    }

    private PurgeRequest Read(JsonFields fields, FieldErrors errors) => new()
    {
        Before = ReadBefore(fields.String("before", LongestText, required: true), errors),
        Statuses = ReadStatuses(fields.Strings("statuses", MostStatuses, LongestText), errors),
    };

    private DateTimeOffset? ReadBefore(string? text, FieldErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var before)
            && before <= now)
        {
            return before;
        }

        errors.Add("before", $"is '{text}'; allowed is a time that has passed (it is {now:yyyy-MM-dd'T'HH:mm:ss'Z'}), such as 2026-01-31T12:00:00Z (RFC 3339).");
        return null;
    }

    private static List<JobStatus>? ReadStatuses(IReadOnlyList<string>? names, FieldErrors errors)
    {
        if (names is null)
        {
            return null;
        }

        var allowed = string.Join(", ", JobPurge.FinalStatuses.Select(SnakeCase.NameOf));
        if (names.Count == 0)
        {
            errors.Add("statuses", $"is empty; allowed are any of {allowed}, or no such field for all of them.");
        }

        var statuses = new List<JobStatus>();
        foreach (var name in names)
        {
            if (SnakeCase.TryParse<JobStatus>(name, out var status) && status.IsFinal())
            {
                statuses.Add(status);
            }
            else
            {
                errors.Add("statuses", $"holds '{name}'; allowed are the final ones: {allowed}.");
            }
        }

        return statuses;
    }
}
