using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Countersign.Cli.Api;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Upkeep;

namespace Countersign.Cli.Upkeep;

/// <summary><c>countersign purge</c>: removes jobs that ended before an instant.</summary>
internal static class PurgeCommand
{
    /// <param name="apiKey">The key that the environment names; null where it names none.</param>
    public static Command Create(string? apiKey)
    {
        var before = new Option<string>("--before") { HelpName = "TIME", Description = "Jobs that ended before it, such as 2026-01-31T12:00:00Z.", Required = true };
        var statuses = new Option<string[]>("--status") { HelpName = "STATUS", Description = "Only jobs in this final status; may be given more than once. Default: all final ones.", AllowMultipleArgumentsPerToken = true };
        var server = SharedOptions.RunningServer();
        var key = SharedOptions.ApiKey(apiKey);
        var command = new Command("purge", "Remove ended jobs from a server, with all that belongs to them; for administrators.") { before, statuses, server, key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new PurgeRequest
            {
                Before = Instant(parsed.GetValue(before)!),
                Statuses = parsed.GetValue(statuses) is { Length: > 0 } names ? [.. names.Select(Status)] : null,
            };
            using var api = new CountersignApi(
                SharedOptions.ServerUrl(parsed.GetValue(server))!, SharedOptions.HeaderValue(parsed.GetValue(key)));
            return await UpkeepJob.FollowAsync(api, await api.PurgeAsync(request, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static DateTimeOffset Instant(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new UsageException($"--before is '{text}'; allowed is a time such as 2026-01-31T12:00:00Z (RFC 3339).");

    private static JobStatus Status(string name)
    {
        var final = Enum.GetValues<JobStatus>().Where(status => status.IsFinal()).ToDictionary(status => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()));
        return final.TryGetValue(name, out var status)
            ? status
            : throw new UsageException($"--status is '{name}'; allowed is any of {string.Join(", ", final.Keys)}.");
    }
}
