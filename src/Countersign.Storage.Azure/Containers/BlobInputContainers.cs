using Azure.Core;
using Azure.Storage.Blobs;
using Countersign.Contracts.Errors;
using Countersign.Kinds;
using Countersign.Server;
using Countersign.Storage.Azure.Service;

namespace Countersign.Storage.Azure.Containers;

/// <summary>The containers of the installation's own account that the configuration lists.</summary>
/// <remarks>Options are read when the first job asks: kinds are made while options are still validated.</remarks>
internal sealed class BlobInputContainers : IInputContainers
{
    private readonly Lazy<IReadOnlyList<string>> _names;
    private readonly Lazy<AzureStorageOptions> _storage;
    private readonly Lazy<BlobServiceClient> _service;
    private readonly Lazy<BlobServiceClient> _removing;
    private readonly TimeProvider _time;

    /// <param name="inputs">Which containers are listed.</param>
    /// <param name="storage">Which account has them.</param>
    /// <param name="time">The clock of the waits between two tries.</param>
    /// <param name="adjust">Changes how the clients call the service: faults, in tests.</param>
    public BlobInputContainers(
        Func<InputsOptions> inputs, Func<AzureStorageOptions> storage, TimeProvider time, Action<ClientOptions>? adjust = null)
    {
        _names = new Lazy<IReadOnlyList<string>>(() => [.. inputs().Containers]);
        _storage = new Lazy<AzureStorageOptions>(storage);
        _service = new Lazy<BlobServiceClient>(() => AccountAccess.CreateBlobs(_storage.Value, adjust));
        _removing = new Lazy<BlobServiceClient>(() => AccountAccess.CreateBlobs(_storage.Value, adjust, maxRetries: 0));
        _time = time;
    }

    public IReadOnlyList<string> Names => _names.Value;

    public IInputContainer Open(string name) =>
        // The start refuses to list the service's own containers; nothing that was missed there gets further than this.
        Names.Contains(name, StringComparer.Ordinal) && !OwnContainers.Include(name, _storage.Value.Prefix)
            ? new BlobInputContainer(_service.Value, _removing.Value, name, _time)
            : throw new WorkFailedException(
                ErrorCodes.InputNotAllowed, $"Container '{name}' is none that jobs may clean up (Inputs:Containers).");
}
