using System.Security.Cryptography;
using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Server.Inputs.Sources;
using Countersign.Server.Ports;

namespace Countersign.Server.Inputs;

/// <summary>Checks that what a plan reads is still what the analysis saw.</summary>
internal sealed class ContentVerifier(InputRoots roots, IUploadStore uploads)
{
    /// <summary>Reads every named entry again and compares size and digest.</summary>
    /// <remarks>
    /// A commit cannot change: its name is the digest of all it holds. The working copy is fetched by that name, wherever the branch is
    /// by then, and is compared with what the analysis read (<see cref="SourceTrees"/>).
    /// </remarks>
    /// <param name="input">The job's input, which says whether a name is a path or an upload.</param>
    /// <param name="entries">The entries to check.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WorkFailedException"><c>inputs_changed</c>, with the difference as details.</exception>
    public async Task VerifyAsync(JsonElement input, IReadOnlyList<ContentEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            if (IsCommit(entry.Name))
            {
                continue;
            }

            if (await OpenAsync(input, entry.Name, cancellationToken) is not { } stream)
            {
                throw Changed(entry, "it is gone", null);
            }

            await using (stream)
            {
                if (stream.Length != entry.Size)
                {
                    throw Changed(entry, $"its size is {stream.Length} bytes now, and was {entry.Size}", null);
                }

                var found = Digest.FromHash(await SHA256.HashDataAsync(stream, cancellationToken));
                if (!string.Equals(found, entry.Sha256, StringComparison.Ordinal))
                {
                    throw Changed(entry, "its content is not the same", found);
                }
            }
        }
    }

    // A file may be called so; then it is a file.
    private bool IsCommit(string name) => GitContent.CommitOf(name) is not null && !roots.HasFile(name);

    private async Task<Stream?> OpenAsync(JsonElement input, string name, CancellationToken cancellationToken) =>
        // A job of several parts may read uploads and paths; whichever it is, its digest decides.
        (UploadReferences.In(input) is { Count: > 0 } ids ? await OpenUploadAsync(ids, name, cancellationToken) : null) ?? roots.TryOpen(name);

    private async Task<Stream?> OpenUploadAsync(IReadOnlyList<string> ids, string name, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await uploads.GetAsync(id, cancellationToken) is { } upload && upload.Name == name)
            {
                return await uploads.OpenAsync(id, cancellationToken);
            }
        }

        return null;
    }

    private static WorkFailedException Changed(ContentEntry entry, string how, string? found) =>
        new(ErrorCodes.InputsChanged,
            $"'{entry.Name}' changed after the plan was made: {how}.",
            details: InputsChangedDetails.Create(entry, found));
}
