using Countersign.Kinds;

namespace Countersign.Server.Inputs;

internal sealed class UploadedFile(string name, Stream content) : IInputFile
{
    public string Name { get; } = name;

    public Stream Content { get; } = content;

    public Task<IInputFile?> OpenSiblingAsync(string fileName, CancellationToken cancellationToken) =>
        Task.FromResult<IInputFile?>(null);

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
