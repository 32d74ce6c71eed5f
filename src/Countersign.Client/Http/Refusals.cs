using System.Text.Json;
using Countersign.Client.Errors;
using Countersign.Contracts;

namespace Countersign.Client.Http;

/// <summary>Makes exceptions of answers that are refusals.</summary>
internal static class Refusals
{
    private const string ProblemType = "application/problem+json";

    public static async Task<CountersignException> ReadAsync(HttpResponseMessage response, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (status, pause) = ((int)response.StatusCode, PauseOf(response, clock));
        if (response.Content.Headers.ContentType?.MediaType != ProblemType)
        {
            return new CountersignException(status, problem: null, pause);
        }

        try
        {
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new CountersignException(status, JsonSerializer.Deserialize(bytes, ContractsJson.Default.Problem), pause);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            // The status is known, whatever became of the words.
            return new CountersignException(status, problem: null, pause);
        }
    }

    /// <summary>Seconds, or an instant (RFC 9110, section 10.2.3).</summary>
    private static TimeSpan? PauseOf(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        var pause = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
