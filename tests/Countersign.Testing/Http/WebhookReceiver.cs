using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Countersign.Testing.Http;

/// <summary>A receiver of webhooks at a loopback address. Each path is a webhook of its own, so that tests can share one.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LoopbackServer _server;
    private TaskCompletionSource _came = New();

    public WebhookReceiver() => _server = new LoopbackServer((request, stop) =>
    {
        // Before the answer, which a test may hold back.
        Interlocked.Exchange(ref _came, New()).TrySetResult();
        return Answer(request, stop);
    });

    /// <summary>What is answered; 204 unless a test says otherwise.</summary>
    public Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> Answer { get; set; } = (_, _) => Task.FromResult(new LoopbackAnswer(204));

    /// <summary>As it would be listed among allowed hosts.</summary>
    public string Authority => _server.Authority;

    public string Url(string path) => _server.Url(path).AbsoluteUri;

    /// <summary>Answers every request with a status from now on.</summary>
    public void AnswerWith(int status) => Answer = (_, _) => Task.FromResult(new LoopbackAnswer(status));

    /// <summary>Answers requests to one path otherwise, and leaves the others as they are.</summary>
    public void AnswerAt(string path, Func<LoopbackRequest, LoopbackAnswer> answer)
    {
        var others = Answer;
        Answer = (request, stop) => request.Target == path ? Task.FromResult(answer(request)) : others(request, stop);
    }

    /// <summary>What came to a path, in order.</summary>
    public IReadOnlyList<LoopbackRequest> Requests(string path) => [.. _server.Requests.Where(request => request.Target == path)];

    /// <summary>The CloudEvents that came to a path, in order.</summary>
    public IReadOnlyList<JsonElement> Events(string path) => [.. Requests(path).Select(request => JsonElement.Parse(request.Body))];

    /// <summary>The identifiers of those events.</summary>
    public IReadOnlyList<string> Ids(string path) => [.. Events(path).Select(entry => entry.GetProperty("id").GetString()!)];

    /// <summary>Waits until what came to a path is as wanted, and fails with what came when that takes too long.</summary>
    public async Task UntilAsync(string path, Func<IReadOnlyList<string>, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var came = Volatile.Read(ref _came).Task;
            if (wanted(Ids(path)))
            {
                return;
            }

            try
            {
                await came.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"What came to {path} is not as wanted: {string.Join(", ", Ids(path))}.");
            }
        }
    }

    /// <summary>Whether the request is signed with the secret, worked out anew from the description of the signature.</summary>
    public static bool IsSigned(LoopbackRequest request, string secret)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parts = (request.Header("X-Countersign-Signature") ?? "").Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[^1]);
        return parts.TryGetValue("t", out var time)
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && parts["v1"] == Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{request.Body}")));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
