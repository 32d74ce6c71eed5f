using System.Net;
using System.Net.Http.Headers;

namespace Countersign.Client.Uploads;

/// <summary>A file as a request body, never held in memory, telling how much of it has been sent.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream _file;
    private readonly IProgress<long>? _sent;

    public UploadContent(Stream file, IProgress<long>? sent)
    {
        _file = file;
        _sent = sent;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (file.CanSeek)
        {
            Headers.ContentLength = file.Length - file.Position;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var sent = 0L;
        for (int read; (read = await _file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            _sent?.Report(sent += read);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Headers.ContentLength ?? 0;
        return Headers.ContentLength is not null;
    }
}
