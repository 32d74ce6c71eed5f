using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Countersign.Contracts;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Contracts.Upkeep;

namespace Countersign.Cli.Api;

/// <summary>The HTTP API, typed. Every method throws <see cref="ApiException"/> for a refusal.</summary>
/// <param name="address">The server.</param>
/// <param name="apiKey">Sent with every request, to this server alone; null for none.</param>
/// <param name="token">Makes a token for each request, in place of a key; null for none.</param>
internal sealed class CountersignApi(Uri address, string? apiKey = null, Func<string>? token = null) : IDisposable
{
    /// <summary>For an answer that is a document; uploads and streams take as long as they take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>Absent members instead of nulls, so that a server which does not know one yet does not refuse it by name.</summary>
    private static readonly ContractsJson Requests =
        new(new JsonSerializerOptions(ContractsJson.Default.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });

    private readonly HttpClient _http = CreateClient(address, apiKey, token);

    public Uri Address { get; } = address;

    public Task<Job> SubmitAsync(SubmitJobRequest request, CancellationToken cancellationToken) =>
        SendAsync(Post("api/jobs", request, Requests.SubmitJobRequest), ContractsJson.Default.Job, cancellationToken);

    public Task<Job> GetJobAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(Path(jobId), ContractsJson.Default.Job, cancellationToken);

    public Task<Analysis> GetAnalysisAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(Path(jobId, "/analysis"), ContractsJson.Default.Analysis, cancellationToken);

    public Task<Plan> GetPlanAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(Path(jobId, "/plan"), ContractsJson.Default.Plan, cancellationToken);

    public Task<DecisionResponse> DecideAsync(string jobId, DecisionRequest decision, CancellationToken cancellationToken) =>
        SendAsync(
            Post(Path(jobId, "/approve"), decision, Requests.DecisionRequest), ContractsJson.Default.DecisionResponse, cancellationToken);

    /// <summary>The result document as the server wrote it.</summary>
    public Task<JsonElement> GetResultAsync(string jobId, CancellationToken cancellationToken) =>
        GetAsync(Path(jobId, "/result"), ContractsJson.Default.JsonElement, cancellationToken);

    public Task<DoctorReport> GetDoctorAsync(CancellationToken cancellationToken) =>
        GetAsync("api/admin/doctor", ContractsJson.Default.DoctorReport, cancellationToken);

    public Task<Job> RepairAsync(CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/admin/doctor/repair"), ContractsJson.Default.Job, cancellationToken);

    public Task<Job> PurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        SendAsync(Post("api/admin/purge", request, Requests.PurgeRequest), ContractsJson.Default.Job, cancellationToken);

    /// <summary>Sends a file for jobs to read, streamed.</summary>
    public async Task<Upload> UploadAsync(string name, Stream file, IProgress<long> sent, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/uploads?name={Uri.EscapeDataString(name)}")
        {
            Content = new UploadContent(file, sent),
        };
        // A server that refuses the upload says so before the bytes are sent.
        request.Headers.ExpectContinue = true;
        return await SendAsync(request, ContractsJson.Default.Upload, Timeout.InfiniteTimeSpan, cancellationToken);
    }

    /// <summary>Opens a job's event stream after an event; an empty one when the job has ended with that.</summary>
    public async Task<HttpResponseMessage> OpenEventsAsync(string jobId, long after, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path(jobId, "/events"));
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("Last-Event-ID", after.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NoContent
            || (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/event-stream"))
        {
            return response;
        }

        using (response)
        {
            throw response.IsSuccessStatusCode ? new UnexpectedAnswerException(Address) : await RefusalAsync(response, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Redirections are not followed: a key is for the server that was named.</summary>
    private static HttpClient CreateClient(Uri address, string? apiKey, Func<string>? token)
    {
        var network = new SocketsHttpHandler { UseProxy = !address.IsLoopback, AllowAutoRedirect = false };
        var http = new HttpClient(token is null ? network : new BearerHandler(token, network))
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (apiKey is not null)
        {
            http.DefaultRequestHeaders.Add("X-API-Key", apiKey);
        }

        return http;
    }

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

    private Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(request, type, Patience, cancellationToken);

    private async Task<T> SendAsync<T>(
        HttpRequestMessage request, JsonTypeInfo<T> type, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using (request)
            {
                using var response = await _http.SendAsync(request, either.Token);
                if (!response.IsSuccessStatusCode)
                {
                    throw await RefusalAsync(response, either.Token);
                }

                await using var body = await response.Content.ReadAsStreamAsync(either.Token);
                return await JsonSerializer.DeserializeAsync(body, type, either.Token) ?? throw new UnexpectedAnswerException(Address);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ServerUnreachableException(Address, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerUnreachableException(Address, exception);
        }
        catch (JsonException exception)
        {
            throw new UnexpectedAnswerException(Address, exception);
        }
    }

    private static async Task<ApiException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return new ApiException(status, problem: null);
        }

        try
        {
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new ApiException(status, JsonSerializer.Deserialize(bytes, ContractsJson.Default.Problem));
        }
        catch (JsonException)
        {
            return new ApiException(status, problem: null);
        }
    }
}
