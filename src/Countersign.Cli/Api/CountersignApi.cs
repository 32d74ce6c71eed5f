using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Cli.Api;

/// <summary>The HTTP API, typed. Every method throws <see cref="ApiException"/> for a refusal.</summary>
internal sealed class CountersignApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public Uri Address { get; } = address;

    public Task<Job> SubmitAsync(SubmitJobRequest request, CancellationToken cancellationToken) =>
        SendAsync(Post("api/jobs", request, ContractsJson.Default.SubmitJobRequest), ContractsJson.Default.Job, cancellationToken);

    public Task<Job> GetJobAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(Path(jobId), ContractsJson.Default.Job, cancellationToken);

    public Task<Analysis> GetAnalysisAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(Path(jobId, "/analysis"), ContractsJson.Default.Analysis, cancellationToken);

    public Task<Plan> GetPlanAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(Path(jobId, "/plan"), ContractsJson.Default.Plan, cancellationToken);

    public Task<DecisionResponse> DecideAsync(string jobId, DecisionRequest decision, CancellationToken cancellationToken) =>
        SendAsync(
            Post(Path(jobId, "/approve"), decision, ContractsJson.Default.DecisionRequest), ContractsJson.Default.DecisionResponse, cancellationToken);

    public Task<JobResult> GetResultAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(Path(jobId, "/result"), ContractsJson.Default.JobResult, cancellationToken);

    public Task<Contracts.Kinds.Capabilities> GetCapabilitiesAsync(CancellationToken cancellationToken) =>
        GetAsync("api/capabilities", ContractsJson.Default.Capabilities, cancellationToken);

    /// <summary>Sends a file as an upload, streamed.</summary>
    public async Task<Upload> UploadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var name = Uri.EscapeDataString(System.IO.Path.GetFileName(file));
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/uploads?name={name}") { Content = new StreamContent(stream) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await SendAsync(request, ContractsJson.Default.Upload, cancellationToken);
    }

    /// <summary>Opens a job's event stream after an event.</summary>
    public async Task<HttpResponseMessage> OpenEventsAsync(string jobId, long after, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path(jobId, "/events"));
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("Last-Event-ID", after.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw await RefusalAsync(response, cancellationToken);
            }
        }

        return response;
    }

    public void Dispose() => _http.Dispose();

    private static string Path(string jobId, string part = "") => $"api/jobs/{Uri.EscapeDataString(jobId)}{part}";

    private static HttpRequestMessage Post<T>(string path, T body, JsonTypeInfo<T> type) => new(HttpMethod.Post, path)
    {
        Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        },
    };

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), type, cancellationToken);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            using (request)
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                if (!response.IsSuccessStatusCode)
                {
                    throw await RefusalAsync(response, cancellationToken);
                }

                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                return (await JsonSerializer.DeserializeAsync(body, type, cancellationToken))!;
            }
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
        {
            throw new ServerUnreachableException(Address, exception);
        }
        catch (JsonException exception)
        {
            throw new ServerUnreachableException(Address, exception);
        }
    }

    private static async Task<ApiException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return new ApiException(status, problem: null);
        }

        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new ApiException(status, JsonSerializer.Deserialize(bytes, ContractsJson.Default.Problem));
    }
}
