using Countersign.Contracts.Errors;
using Countersign.Kinds;

namespace Countersign.Server.Inputs;

internal sealed class RootedFile(InputRoots roots, string path, Stream content) : IInputFile
{
    public string Name { get; } = path;

    public Stream Content { get; } = content;

    public Task<IInputFile?> OpenSiblingAsync(string fileName, CancellationToken cancellationToken)
    {
        if (fileName.Length == 0 || fileName is "." or ".." || fileName.AsSpan().IndexOfAny("/\\:\0") >= 0)
        {
            throw new WorkFailedException(
                ErrorCodes.InputNotAllowed, $"'{Name}' refers to '{fileName}', which is not a plain file name beside it.");
        }

        var folder = Path.GetDirectoryName(Name) ?? "";
        var sibling = Path.Combine(folder, fileName).Replace('\\', '/');
        return Task.FromResult<IInputFile?>(
            roots.TryOpen(sibling) is { } stream ? new RootedFile(roots, sibling, stream) : null);
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
