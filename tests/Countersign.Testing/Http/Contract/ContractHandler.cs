using System.Text.Json;

namespace Countersign.Testing.Http.Contract;

/// <summary>
/// Holds every answer that passes through against the server's own OpenAPI document, which it reads first; one that differs fails the
/// request. Streams are passed on unread.
/// </summary>
public sealed class ContractHandler(Uri baseAddress) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private ApiContract? _contract;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var contract = _contract ?? await ReadAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
        {
            return response;
        }

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        string? body = null;
        if (mediaType is not "text/event-stream")
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            body = await response.Content.ReadAsStringAsync(cancellationToken);
        }

        var problems = contract.Check(request.Method.Method, path, (int)response.StatusCode, mediaType, body);
        if (problems.Count > 0)
        {
            response.Dispose();
            throw new InvalidOperationException(
                $"{request.Method} {path} was answered with {(int)response.StatusCode} in another form than /api/openapi.json says: {string.Join("; ", problems)}");
        }

        ExampleRecorder.Note(contract, request, (int)response.StatusCode, body);
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        _once.Dispose();
        base.Dispose(disposing);
    }

    private async Task<ApiContract> ReadAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_contract is null)
            {
                using var response = await base.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(baseAddress, "api/openapi.json")), cancellationToken);
                using var document = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));
                _contract = new ApiContract(document.RootElement.Clone());
            }

            return _contract;
        }
        finally
        {
            _once.Release();
        }
    }
}
