using System.Text.Json;
using Countersign.Cli.Api;
using Countersign.Cli.Terminal;
using Countersign.Contracts.Jobs;

namespace Countersign.Cli.Upkeep;

/// <summary>Waits for a job of upkeep and prints its result document.</summary>
internal static class UpkeepJob
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    public static async Task<int> FollowAsync(CountersignApi api, Job job, CancellationToken cancellationToken)
    {
        Errors.Write([$"Job {job.JobId} does it."]);
        while (!job.Status.IsFinal())
        {
            await Task.Delay(Between, cancellationToken);
            job = await api.GetJobAsync(job.JobId, cancellationToken);
        }

        if (job.Error is { } error)
        {
            Errors.Write([$"{error.Code}: {error.Message}"]);
        }
        else if ((await api.GetResultAsync(job.JobId, cancellationToken)).TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object)
        {
            Console.Out.WriteLine(result.GetRawText());
        }

        return ExitCodes.Of(job.Status);
    }
}
