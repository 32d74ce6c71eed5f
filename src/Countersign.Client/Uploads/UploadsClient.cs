using Countersign.Client.Http;
using Countersign.Contracts;
using Countersign.Contracts.Jobs;

namespace Countersign.Client.Uploads;

/// <summary>Bytes for jobs to read.</summary>
public sealed class UploadsClient
{
    private readonly ApiSender _sender;

    internal UploadsClient(ApiSender sender) => _sender = sender;

    /// <summary>Sends a file from where the stream stands, without holding it in memory. Takes as long as it takes.</summary>
    /// <param name="name">The file's name, without a folder.</param>
    /// <param name="file">The bytes; it stays open.</param>
    /// <param name="sent">Told how many bytes have been sent; null for nobody.</param>
    /// <param name="cancellationToken">Stops sending.</param>
    /// <returns>What to name as <c>upload_id</c> in a kind's input, with the digest that the server found.</returns>
    public Task<Upload> CreateAsync(string name, Stream file, IProgress<long>? sent = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(file);
        var start = file.CanSeek ? file.Position : 0;
        var call = new ApiCall(HttpMethod.Post, ApiPath.WithQuery("api/uploads", ("name", name)))
        {
            Body = () =>
            {
                if (file.CanSeek)
                {
                    file.Position = start;
                }

                return new UploadContent(file, sent);
            },
            // A server that refuses the upload says so before the bytes are sent.
            AsksFirst = true,
            CanRewind = file.CanSeek,
            IsLong = true,
        };
        return _sender.SendAsync(call, ContractsJson.Default.Upload, cancellationToken);
    }
}
