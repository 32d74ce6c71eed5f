using System.Security.Cryptography;
using Countersign.Client.Errors;
using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;

namespace Countersign.Client.Jobs;

/// <summary>The files that jobs produced.</summary>
public sealed class ArtifactsClient
{
    private const int BufferBytes = 1 << 16;

    private readonly ApiSender _sender;

    internal ArtifactsClient(ApiSender sender) => _sender = sender;

    /// <summary>The files that the job's steps saved, those of failed attempts included; a step's files when it has ended.</summary>
    public async Task<IReadOnlyList<ArtifactEntry>> ListAsync(string jobId, CancellationToken cancellationToken = default) =>
        (await _sender.SendAsync(Requests.Get(ApiPath.Job(jobId, "/artifacts")), ContractsJson.Default.ArtifactList, cancellationToken)
            .ConfigureAwait(false)).Items;

    /// <summary>Opens a file. Reading it takes as long as it takes.</summary>
    public async Task<ArtifactDownload> OpenAsync(
        string jobId, string name, ArtifactChoice? choice = null, CancellationToken cancellationToken = default)
    {
        var path = ApiPath.WithQuery(
            ApiPath.Job(jobId, $"/artifacts/{ApiPath.Segment(name)}"),
            ("step", choice?.Step),
            ("attempt", ApiPath.Number(choice?.Attempt)),
            ("plan_version", ApiPath.Number(choice?.PlanVersion)));
        var response = await _sender.OpenAsync(Requests.Get(path), cancellationToken).ConfigureAwait(false);
        return new ArtifactDownload(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Copies a file of the list to a stream, and checks on the way that it is the one that the step saved.</summary>
    /// <exception cref="DamagedDownloadException">It is not: what was written is not to be used.</exception>
    /// <exception cref="CountersignUnreachableException">The connection broke.</exception>
    public async Task DownloadAsync(string jobId, ArtifactEntry artifact, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        ArgumentNullException.ThrowIfNull(destination);
        var download = await OpenAsync(
            jobId, artifact.Name, new ArtifactChoice(artifact.Step, artifact.Attempt, artifact.PlanVersion), cancellationToken).ConfigureAwait(false);
        await using (download.ConfigureAwait(false))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[BufferBytes];
            for (int read; (read = await ReadAsync(download.Content, buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            var actual = Digest.FromHash(hash.GetHashAndReset());
            if (actual != artifact.Sha256)
            {
                throw new DamagedDownloadException(artifact.Name, artifact.Sha256, actual);
            }
        }
    }

    private async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new CountersignUnreachableException(_sender.Address, exception);
        }
    }
}
