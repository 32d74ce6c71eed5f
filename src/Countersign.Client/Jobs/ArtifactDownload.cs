namespace Countersign.Client.Jobs;

/// <summary>A file that is being downloaded. Dispose it when it is read.</summary>
public sealed class ArtifactDownload : IAsyncDisposable, IDisposable
{
    private readonly HttpResponseMessage _response;

    internal ArtifactDownload(HttpResponseMessage response, Stream content)
    {
        _response = response;
        Content = content;
    }

    /// <summary>The bytes, as they come.</summary>
    public Stream Content { get; }

    /// <summary>The media type that the step gave.</summary>
    public string? ContentType => _response.Content.Headers.ContentType?.ToString();

    /// <summary>In bytes; null when the server does not say.</summary>
    public long? Size => _response.Content.Headers.ContentLength;

    /// <summary><c>sha256:</c> and lower-case hex of the whole file; null when the server does not say.</summary>
    public string? Sha256 => _response.Headers.ETag?.Tag.Trim('"');

    /// <summary>Ends the download.</summary>
    public void Dispose() => _response.Dispose();

    /// <summary>Ends the download.</summary>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync().ConfigureAwait(false);
        _response.Dispose();
    }
}
