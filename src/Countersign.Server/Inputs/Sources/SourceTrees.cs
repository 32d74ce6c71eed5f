using System.Security.Cryptography;
using System.Text;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Plans;
using Countersign.Kinds;
using Countersign.Kinds.Sources;

namespace Countersign.Server.Inputs.Sources;

/// <summary>Copies sources into folders of the server's own.</summary>
internal sealed class SourceTrees(
    InputRoots roots, IInputFiles files, IInputFolders folders, GitCheckout git, WorkFolders work, LimitsOptions limits) : ISourceTrees
{
    private const string RepositoryData = ".git";

    public async Task<SourceTree> CopyAsync(string jobId, SourceReference source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var place = work.CreateTemporary(jobId);
        try
        {
            return await FillAsync(place, source, known: null, () => WorkFolders.Discard(place), cancellationToken);
        }
        catch
        {
            WorkFolders.Discard(place);
            throw;
        }
    }

    public async Task<SourceTree> WorkingCopyAsync(StepContext context, SourceReference source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(source);
        var place = work.PlaceOf(context.JobId, context.Plan.Version);
        if (WorkFolders.ReadCounts(place) is var (count, bytes))
        {
            return new SourceTree
            {
                Folder = place.Tree,
                Home = place.Home,
                Content = context.Analysis.Content,
                Files = count,
                Bytes = bytes,
                IsNew = false,
            };
        }

        WorkFolders.Discard(place);
        var tree = await FillAsync(place, source, context.Analysis.Content, discard: null, cancellationToken);
        RequireSame(context.Analysis.Content, tree.Content);
        WorkFolders.WriteCounts(place, tree.Files, tree.Bytes);
        return tree;
    }

    private async Task<SourceTree> FillAsync(
        WorkPlace place, SourceReference source, IReadOnlyList<ContentEntry>? known, Action? discard, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(place.Tree);
        Directory.CreateDirectory(place.Home);
        var tree = new TreeWriter(place.Tree, limits);
        var content = source switch
        {
            { Path: { } path } when roots.IsFolder(path) => await CopyFolderAsync(path, tree, cancellationToken),
            { Git: { } reference } => await CheckOutAsync(reference, known, place, tree, cancellationToken),
            { Files: { } inline } => await WriteAsync(inline, tree, cancellationToken),
            _ => await UnpackAsync(source, tree, cancellationToken),
        };
        // A kind may ask for an empty folder; an input cannot.
        return tree.Files == 0 && source.Files is not []
            ? throw TreeWriter.Refused("it holds no file")
            : new SourceTree(discard)
            {
                Folder = place.Tree,
                Home = place.Home,
                Content = [.. content.OrderBy(entry => entry.Name, StringComparer.Ordinal)],
                Files = tree.Files,
                Bytes = tree.Bytes,
                IsNew = true,
                Notes = tree.Notes,
            };
    }

    private async Task<List<ContentEntry>> UnpackAsync(SourceReference source, TreeWriter tree, CancellationToken cancellationToken)
    {
        await using var file = await files.OpenAsync(new InputReference(source.Path, source.UploadId), cancellationToken);
        var digest = Digest.FromHash(await SHA256.HashDataAsync(file.Content, cancellationToken));
        var size = file.Content.Length;
        file.Content.Position = 0;
        await ArchiveUnpacker.UnpackAsync(file.Content, file.Name, tree, cancellationToken);
        return [new ContentEntry(file.Name, digest, size)];
    }

    private async Task<List<ContentEntry>> CopyFolderAsync(string path, TreeWriter tree, CancellationToken cancellationToken)
    {
        using var folder = folders.Open(path);
        var content = new List<ContentEntry>();
        var prefix = path.TrimEnd('/') is "." or "" ? "" : path.TrimEnd('/') + "/";
        foreach (var item in folder.List(cancellationToken))
        {
            if (item.Name.Split('/') is var parts && parts.Contains(RepositoryData))
            {
                tree.Note("The repository's own data (.git) is left out.");
            }
            else if (item.Type is FolderItemType.File)
            {
                await using var file = await files.OpenAsync(new InputReference(Path: prefix + item.Name), cancellationToken);
                var before = tree.Bytes;
                var digest = await tree.AddAsync(item.Name, file.Content, IsProgram(file.Content), cancellationToken);
                content.Add(new ContentEntry(prefix + item.Name, digest, tree.Bytes - before));
            }
            else
            {
                tree.Note("Links and special files of the folder are left out.");
            }
        }

        return content;
    }

    private async Task<List<ContentEntry>> CheckOutAsync(
        GitReference reference, IReadOnlyList<ContentEntry>? known, WorkPlace place, TreeWriter tree, CancellationToken cancellationToken)
    {
        var checkout = Path.Combine(place.Home, "checkout");
        var commit = await git.RunAsync(
            reference, known is [{ Name: { } name }] ? GitContent.CommitOf(name) : null, checkout, place.Home, cancellationToken);
        Directory.Delete(Path.Combine(checkout, RepositoryData), recursive: true);
        var listing = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(checkout, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(checkout, path).Replace(Path.DirectorySeparatorChar, '/');
            var isProgram = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;
            await using var file = File.OpenRead(path);
            listing.Append(await tree.AddAsync(relative, file, isProgram, cancellationToken)).Append(' ').Append(relative).Append('\n');
        }

        Directory.Delete(checkout, recursive: true);
        return [new ContentEntry(GitContent.Name(reference.Url, commit), Digest.Of(Encoding.UTF8.GetBytes(listing.ToString())), tree.Bytes)];
    }

    private static async Task<List<ContentEntry>> WriteAsync(IReadOnlyList<InlineFile> inline, TreeWriter tree, CancellationToken cancellationToken)
    {
        foreach (var file in inline)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(file.Content));
            await tree.AddAsync(file.Path, content, isProgram: false, cancellationToken);
        }

        return [];
    }

    private static bool IsProgram(Stream content) =>
        !OperatingSystem.IsWindows() && content is FileStream { SafeFileHandle: var handle } && (File.GetUnixFileMode(handle) & UnixFileMode.UserExecute) != 0;

    private static void RequireSame(IReadOnlyList<ContentEntry> expected, IReadOnlyList<ContentEntry> found)
    {
        var now = found.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var changed = expected.FirstOrDefault(entry => !now.TryGetValue(entry.Name, out var current) || current != entry);
        if (changed is not null || found.Count != expected.Count)
        {
            changed ??= found.First(entry => !expected.Contains(entry));
            throw new WorkFailedException(
                ErrorCodes.InputsChanged,
                $"'{changed.Name}' is not what it was when the plan was made.",
                details: InputsChangedDetails.Create(changed, now.GetValueOrDefault(changed.Name)?.Sha256));
        }
    }
}
