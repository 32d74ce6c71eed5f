using System.Globalization;
using System.Security.Cryptography;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Proof;

namespace Countersign.Cli.Verify;

/// <summary>Compares downloaded files with what step receipts say of them.</summary>
internal static class ArtifactFiles
{
    /// <summary>Looks at every file of the folder, not at folders in it.</summary>
    /// <param name="folder">With files under the names that the steps gave them.</param>
    /// <param name="proven">What the receipts name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Whether each file is one that a step saved, and a sentence for people.</returns>
    /// <exception cref="UsageException">The folder or a file cannot be read, or there is no file.</exception>
    public static async Task<(bool AreGenuine, string Statement)> CheckAsync(
        string folder, IReadOnlyList<ProvenArtifact> proven, CancellationToken cancellationToken)
    {
        try
        {
            var files = Directory.GetFiles(folder);
            foreach (var file in files)
            {
                var name = Path.GetFileName(file);
                await using var content = File.OpenRead(file);
                var digest = Digest.FromHash(await SHA256.HashDataAsync(content, cancellationToken));
                if (!proven.Any(artifact => artifact.Name == name && artifact.Sha256 == digest))
                {
                    return (false, proven.Any(artifact => artifact.Name == name)
                        ? $"'{name}' is not the file that a step saved under that name: its digest is {digest}."
                        : $"'{name}' is a file that no step of this job saved.");
                }
            }

            return files.Length > 0
                ? (true, string.Create(CultureInfo.InvariantCulture, $"{files.Length} of {proven.Count} files that the steps saved are in '{folder}', each as it was saved."))
                : throw new UsageException($"There is no file in '{folder}'.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The files in '{folder}' cannot be read: {exception.Message}");
        }
    }
}
