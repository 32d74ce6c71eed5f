using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>Reads a body that may lie about its length, without ever holding more than allowed.</summary>
internal static class BoundedStream
{
    /// <returns>Null when the body is longer than <paramref name="limit"/>.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 0) + 1);
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.GetMemory(1024), cancellationToken);
            if (read == 0)
            {
                return buffer.WrittenMemory;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > limit)
            {
                return null;
            }
        }
    }
}
