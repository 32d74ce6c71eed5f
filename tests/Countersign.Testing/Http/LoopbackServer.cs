using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Countersign.Testing.Http;

/// <summary>
/// A real HTTP/1.1 server on a free loopback port, which keeps every request and answers as a test says. One request per connection.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<LoopbackRequest> _requests = new();
    private readonly Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> _answer;
    private readonly Task _accepting;

    /// <param name="answer">Called for each request, perhaps for several at once; the token ends with the server.</param>
    public LoopbackServer(Func<LoopbackRequest, CancellationToken, Task<LoopbackAnswer>> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public LoopbackServer(Func<LoopbackRequest, LoopbackAnswer> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>As it would be listed among allowed hosts.</summary>
    public string Authority => $"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>In the order in which they were read.</summary>
    public IReadOnlyList<LoopbackRequest> Requests => [.. _requests];

    public Uri Url(string path = "/") => new($"http://{Authority}{path}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            if (await ReadAsync(stream) is not { } request)
            {
                return;
            }

            _requests.Enqueue(request);
            var answer = await _answer(request, _stop.Token);
            if (answer.Status != 0)
            {
                await WriteAsync(stream, answer, withBody: request.Method != "HEAD");
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<LoopbackRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var words = lines[0].Split(' ');
        KeyValuePair<string, string>[] headers = [.. lines.Skip(1).Select(line => line.Split(':', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1].Trim()))];
        var length = headers.FirstOrDefault(header => header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value;
        var body = new byte[int.Parse(length ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return new LoopbackRequest(words[0], words[1], headers, Encoding.UTF8.GetString(body)) { Bytes = body };
    }

    private async Task WriteAsync(NetworkStream stream, LoopbackAnswer answer, bool withBody)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body);
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Answer\r\nConnection: close\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        if (withBody)
        {
            await stream.WriteAsync(body, _stop.Token);
        }
    }
}
