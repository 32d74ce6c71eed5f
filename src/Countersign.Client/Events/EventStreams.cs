using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Countersign.Client.Errors;
using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Events;

namespace Countersign.Client.Events;

/// <summary>Opens streams of server-sent events (WHATWG HTML, section 9.2) and reads them.</summary>
internal sealed class EventStreams(ApiSender sender)
{
    private const string MediaType = "text/event-stream";

    /// <summary>The server sends a comment every 15 seconds; after three times that long nobody is at the other end.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);

    /// <summary>The events of a stream until it ends, each with its id; null once when the server says that there is nothing more.</summary>
    /// <param name="path">The stream.</param>
    /// <param name="lastEventId">The id of the event before the first wanted; null for the stream's beginning.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<(string? Id, JobEvent Event)?> ReadAsync(
        string path, string? lastEventId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Not repeated by the sender: whoever follows has pauses of its own.
        var call = Requests.Get(path) with
        {
            IsRepeatable = false,
            Headers = lastEventId is null ? [("Accept", MediaType)] : [("Accept", MediaType), ("Last-Event-ID", lastEventId)],
        };
        using var response = await sender.OpenAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            yield return null;
            yield break;
        }

        if (response.Content.Headers.ContentType?.MediaType != MediaType)
        {
            throw new UnexpectedAnswerException(sender.Address);
        }

        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var stream = new SilenceLimitedStream(body, LongestSilence, sender.Clock);
            await using (stream.ConfigureAwait(false))
            {
                await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return (item.EventId, Parse(item.Data));
                }
            }
        }
    }

    private JobEvent Parse(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, ContractsJson.Default.JobEvent) ?? throw new UnexpectedAnswerException(sender.Address);
        }
        catch (JsonException exception)
        {
            throw new UnexpectedAnswerException(sender.Address, exception);
        }
    }
}
