using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Testing.Http;

/// <summary>Speaks the HTTP contract as an outside client would: raw JSON, no type of the product.</summary>
/// <param name="baseAddress">Where the server is.</param>
/// <param name="handler">What requests and answers pass through; null for nothing in between.</param>
public sealed class ApiClient(Uri baseAddress, HttpMessageHandler? handler = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(handler ?? new HttpClientHandler()) { BaseAddress = baseAddress, Timeout = Patience };

    /// <summary>For requests that no method here makes.</summary>
    public HttpClient Http => _http;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<ApiAnswer> PostAsync(string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return SendAsync(request);
    }

    public Task<ApiAnswer> PatchAsync(string path, JsonNode body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) });

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    /// <summary>Sends a request and reads its JSON answer.</summary>
    public async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var body = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
            return new ApiAnswer(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, body);
        }
    }

    /// <summary>Uploads bytes and returns the upload's identifier.</summary>
    public async Task<string> UploadAsync(string name, byte[] content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/uploads?name={Uri.EscapeDataString(name)}")
        {
            Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        };
        var answer = await SendAsync(request);
        return answer.Status == HttpStatusCode.Created
            ? answer.Text("upload_id")
            : throw new InvalidOperationException($"The upload was answered with {answer.Status}: {answer.Body}");
    }

    /// <summary>Submits a job that has to be accepted, and returns its identifier.</summary>
    public async Task<string> SubmitAsync(JsonNode body)
    {
        var answer = await PostAsync("api/jobs", body);
        return answer.Status == HttpStatusCode.Accepted
            ? answer.Text("job_id")
            : throw new InvalidOperationException($"The submission was answered with {answer.Status}: {answer.Body}");
    }

    /// <summary>Waits, by long polls, until the job has an event of the type; fails with the events seen when it ends without.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="type">The event's type.</param>
    /// <param name="first">The sequence number before the first event that counts.</param>
    public async Task<JsonElement> WaitForEventAsync(string jobId, string type, long first = 0)
    {
        var seen = new List<string>();
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        for (var after = first; TimeProvider.System.GetUtcNow() < deadline;)
        {
            var page = await GetAsync($"api/jobs/{jobId}/events?after={after}&wait=5");
            foreach (var entry in page.Body.GetProperty("events").EnumerateArray())
            {
                seen.Add(entry.GetProperty("type").GetString()!);
                if (seen[^1] == type)
                {
                    return entry;
                }
            }

            after = page.Body.GetProperty("next").GetInt64();
            if (seen.Count > 0 && seen[^1] is "completion" or "failure" or "cancelled" or "rejected")
            {
                break;
            }
        }

        throw new InvalidOperationException($"Job '{jobId}' had no event '{type}'; it had: {string.Join(", ", seen)}.");
    }

    /// <summary>Reads every event the job has so far.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadEventsAsync(string jobId)
    {
        var events = new List<JsonElement>();
        while (true)
        {
            var after = events.Count == 0 ? 0 : events[^1].GetProperty("seq").GetInt64();
            var page = await GetAsync($"api/jobs/{jobId}/events?after={after}");
            var read = page.Body.GetProperty("events").EnumerateArray().ToArray();
            if (read.Length == 0)
            {
                return events;
            }

            events.AddRange(read);
        }
    }

    /// <summary>Approves the job's current plan by its hash.</summary>
    public async Task<ApiAnswer> ApproveAsync(string jobId)
    {
        var plan = await GetAsync($"api/jobs/{jobId}/plan");
        return await PostAsync($"api/jobs/{jobId}/approve", new JsonObject { ["approved"] = true, ["plan_hash"] = plan.Text("hash") });
    }

    /// <summary>Reads the data lines of the job's event stream until it ends or enough were read.</summary>
    public async Task<IReadOnlyList<JsonElement>> StreamAsync(string jobId, long? lastEventId = null, int atMost = int.MaxValue)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/jobs/{jobId}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is { } id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        using var patience = new CancellationTokenSource(Patience);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token), Encoding.UTF8);
        var events = new List<JsonElement>();
        while (events.Count < atMost && await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add(JsonDocument.Parse(line[6..]).RootElement.Clone());
            }
        }

        return events;
    }

    public void Dispose() => _http.Dispose();
}
