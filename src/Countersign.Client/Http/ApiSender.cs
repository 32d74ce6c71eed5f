using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Countersign.Client.Errors;

namespace Countersign.Client.Http;

/// <summary>Sends requests: with credentials, again where that is harmless, and with refusals as exceptions.</summary>
internal sealed class ApiSender(HttpClient http, CountersignClientOptions options, ICredentials credentials)
{
    private const int Unauthorized = 401;

    public Uri Address => options.Address;

    public TimeProvider Clock => options.Clock;

    /// <summary>Sends a request and reads the document of its answer.</summary>
    public Task<T> SendAsync<T>(ApiCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) => WithinAsync(
        call,
        async time =>
        {
            using var response = await OpenAsync(call, time).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(time).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                return await JsonSerializer.DeserializeAsync(body, type, time).ConfigureAwait(false)
                    ?? throw new UnexpectedAnswerException(Address);
            }
        },
        cancellationToken);

    /// <summary>Sends a request whose answer has no document.</summary>
    public Task SendAsync(ApiCall call, CancellationToken cancellationToken) => WithinAsync(
        call,
        async time =>
        {
            using var response = await OpenAsync(call, time).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Opens an answer whose body the caller reads, and disposes.</summary>
    /// <exception cref="CountersignException">The server refused.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var isRenewed = false;
        for (var attempt = 0; ; attempt++)
        {
            var pause = RetryPauses.Of(attempt, options);
            HttpResponseMessage response;
            string? credential = null;
            try
            {
                using var message = call.ToMessage();
                credential = await credentials.ApplyAsync(message, cancellationToken).ConfigureAwait(false);
                response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (call.IsRepeatable && pause is not null && HasBroken(exception))
            {
                await Task.Delay(pause.Value, Clock, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (HttpRequestException exception)
            {
                throw new CountersignUnreachableException(Address, exception);
            }

            if (response.IsSuccessStatusCode || (int)response.StatusCode == call.AlsoTaken)
            {
                return response;
            }

            using (response)
            {
                var refusal = await Refusals.ReadAsync(response, Clock, cancellationToken).ConfigureAwait(false);
                if (refusal.Status == Unauthorized && !isRenewed && call.CanRewind && credentials.Renew(credential))
                {
                    // Nothing was done: who asks was not known. Once only; a new token that is refused is not a matter of its age.
                    isRenewed = true;
                    attempt--;
                    continue;
                }

                if (!call.IsRepeatable || refusal.Status is not (429 or 503) || pause is null || refusal.RetryAfter > options.LongestPause)
                {
                    throw refusal;
                }

                await Task.Delay(refusal.RetryAfter ?? pause.Value, Clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Where nobody listens, nobody will in half a second either; what broke is worth another try.</summary>
    private static bool HasBroken(HttpRequestException exception) =>
        exception.HttpRequestError == HttpRequestError.ResponseEnded
        || (exception.HttpRequestError == HttpRequestError.Unknown && exception.InnerException is IOException);

    private async Task<T> WithinAsync<T>(ApiCall call, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var late = call.IsLong ? new CancellationTokenSource() : new CancellationTokenSource(WithPauses(options.Timeout), Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new CountersignUnreachableException(Address, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CountersignUnreachableException(Address, exception);
        }
        catch (JsonException exception)
        {
            throw new UnexpectedAnswerException(Address, exception);
        }
    }

    /// <summary>What the server asks to wait is not counted as its answer taking long.</summary>
    private TimeSpan WithPauses(TimeSpan timeout) => timeout + (options.LongestPause * options.Retries);
}
