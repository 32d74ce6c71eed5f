using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Tests.DiskInspect.Job;

/// <summary>Input files in one folder; counts what is still open.</summary>
internal sealed class FolderInputs(string folder) : IInputFiles
{
    public int Open { get; private set; }

    public Task<IInputFile> OpenAsync(InputReference reference, CancellationToken cancellationToken) =>
        Task.FromResult(TryOpen(reference.Path!)
            ?? throw new WorkFailedException(ErrorCodes.InputNotFound, $"There is no '{reference.Path}'."));

    private IInputFile? TryOpen(string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        Open++;
        return new InputFile(this, name, File.OpenRead(path));
    }

    private sealed class InputFile(FolderInputs inputs, string name, Stream content) : IInputFile
    {
        public string Name => name;

        public Stream Content => content;

        public Task<IInputFile?> OpenSiblingAsync(string fileName, CancellationToken cancellationToken) =>
            Task.FromResult(inputs.TryOpen(fileName));

        public ValueTask DisposeAsync()
        {
            inputs.Open--;
            return content.DisposeAsync();
        }
    }
}
