using System.Buffers;
using System.Security.Cryptography;
using Countersign.Contracts.Hashing;

namespace Countersign.Kinds.DiskInspect;

/// <summary>SHA-256 of a container file, read once from start to end in constant memory.</summary>
internal static class ContainerDigest
{
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>Returns <c>sha256:</c> and 64 lower-case hex digits.</summary>
    /// <param name="file">Seekable; read from its start to its end.</param>
    /// <param name="progress">Told the number of bytes hashed so far, at most once per MiB; null for none.</param>
    /// <param name="cancellationToken">Observed between chunks.</param>
    public static async Task<string> ComputeAsync(Stream file, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long done = 0;
            int read;
            while ((read = await file.ReadAsync(chunk.AsMemory(0, ChunkBytes), cancellationToken)) > 0)
            {
                hash.AppendData(chunk, 0, read);
                done += read;
                progress?.Report(done);
            }

            return Digest.FromHash(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
