using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Outbound;

/// <summary>Sends requests to allowed hosts over connections of its own. One for the whole process; thread-safe.</summary>
public sealed class GuardedHttp : IOutboundHttp, IDisposable
{
    private const int LargestHeadersKiB = 64;

    private readonly HostList _hosts;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _invoker;

    /// <param name="hosts">Who may be reached.</param>
    /// <param name="addresses">Where names are looked up.</param>
    /// <param name="clock">What time limits are counted by.</param>
    public GuardedHttp(HostList hosts, IHostAddresses addresses, TimeProvider clock)
    {
        _hosts = hosts;
        _clock = clock;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = new GuardedConnections(hosts, addresses).OpenAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null, // The approved headers and no others.
            Credentials = null,
            PreAuthenticate = false,
            MaxResponseHeadersLength = LargestHeadersKiB,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            // A name that moves is looked up, and checked, again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
    }

    public async Task<OutboundAnswer> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var startedAt = _clock.GetTimestamp();
        using var limit = new CancellationTokenSource(request.Timeout, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (answer, redirects) = await FollowAsync(request, stop.Token);
            return answer with { Redirects = redirects, Duration = _clock.GetElapsedTime(startedAt) };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(request, exception, limit.IsCancellationRequested);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<(OutboundAnswer Answer, int Redirects)> FollowAsync(OutboundRequest request, CancellationToken stop)
    {
        for (var redirects = 0; ; redirects++)
        {
            var answer = await SendOnceAsync(request, stop);
            if (!request.FollowRedirects || RedirectRules.Next(request, answer) is not { } next)
            {
                return (answer, redirects);
            }

            if (redirects == OutboundRequest.MostRedirects)
            {
                throw new WorkFailedException(
                    ErrorCodes.RedirectRefused, $"'{request.Url.Authority}' redirects again after {OutboundRequest.MostRedirects} redirects; that is not followed.");
            }

            request = next;
        }
    }

    private async Task<OutboundAnswer> SendOnceAsync(OutboundRequest request, CancellationToken stop)
    {
        using var message = MessageOf(request);
        using var response = await _invoker.SendAsync(message, stop);
        var (body, isCut) = await ReadAsync(response.Content, request.MaxAnswerBytes, stop);
        return new OutboundAnswer
        {
            Status = (int)response.StatusCode,
            Headers = [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .SelectMany(header => header.Value.Select(value => new OutboundHeader(header.Key, value)))],
            Body = body,
            IsCut = isCut,
            Url = request.Url,
            Duration = TimeSpan.Zero,
        };
    }

    private HttpRequestMessage MessageOf(OutboundRequest request)
    {
        RequestRules.Require(request);
        _hosts.RequireAllowed(request.Url);
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request.Body is { } body ? new ReadOnlyMemoryContent(body) : null,
        };
        foreach (var header in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                message.Content ??= new ReadOnlyMemoryContent(ReadOnlyMemory<byte>.Empty);
                message.Content.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        return message;
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool IsCut)> ReadAsync(HttpContent content, int most, CancellationToken stop)
    {
        await using var stream = await content.ReadAsStreamAsync(stop);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, stop)) > 0)
        {
            var taken = (int)Math.Min(read, most - kept.Length);
            kept.Write(buffer, 0, taken);
            if (taken < read)
            {
                return (kept.ToArray(), true);
            }
        }

        return (kept.ToArray(), false);
    }

    private static WorkFailedException Explain(OutboundRequest request, Exception exception, bool timedOut)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is WorkFailedException refused)
            {
                return refused;
            }
        }

        var host = request.Url.Authority;
        return timedOut
            ? new WorkFailedException(
                ErrorCodes.RequestTimeout, $"'{host}' did not answer within {request.Timeout:c}.", retryable: true, inner: exception)
            : new WorkFailedException(
                ErrorCodes.TargetUnreachable,
                $"'{host}' {WhatHappened(exception)}.",
                retryable: exception is not HttpRequestException { InnerException: AuthenticationException },
                inner: exception);
    }

    private static string WhatHappened(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "has no address",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "refused the connection",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } => "has no address",
        HttpRequestException { InnerException: AuthenticationException } => "has a certificate that is not trusted",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "answered something that is no HTTP",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => $"answered with more than {LargestHeadersKiB} KiB of headers",
        OperationCanceledException => "could not be connected to in time",
        _ => "could not be reached, or cut the connection",
    };
}
