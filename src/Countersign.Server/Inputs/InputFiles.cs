using Countersign.Contracts.Errors;
using Countersign.Kinds;
using Countersign.Server.Ports;

namespace Countersign.Server.Inputs;

/// <summary>Opens uploads, and files below the configured roots.</summary>
internal sealed class InputFiles(InputRoots roots, IUploadStore uploads) : IInputFiles
{
    public Task<IInputFile> OpenAsync(InputReference reference, CancellationToken cancellationToken) => reference switch
    {
        { Path: { } path, UploadId: null } => Task.FromResult<IInputFile>(new RootedFile(roots, path, roots.Open(path))),
        { Path: null, UploadId: { } uploadId } => OpenUploadAsync(uploadId, cancellationToken),
        _ => throw new ArgumentException("Exactly one of path and upload_id names the input.", nameof(reference)),
    };

    private async Task<IInputFile> OpenUploadAsync(string uploadId, CancellationToken cancellationToken)
    {
        var upload = await uploads.GetAsync(uploadId, cancellationToken);
        var content = upload is null ? null : await uploads.OpenAsync(uploadId, cancellationToken);
        return content is null
            ? throw new WorkFailedException(ErrorCodes.InputNotFound, $"There is no upload '{uploadId}'.")
            : new UploadedFile(upload!.Name, content);
    }
}
