namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>Something in a tree that can be built by itself.</summary>
/// <param name="Type">The toolchain's name, such as <c>dotnet</c>.</param>
/// <param name="Folder">Relative to the tree, with slashes; empty for its top.</param>
/// <param name="File">What it was recognised by.</param>
/// <param name="Commands">What builds it; <c>{configuration}</c> in a word stands for the configuration.</param>
internal sealed record BuildProject(string Type, string Folder, string File, IReadOnlyList<BuildCommand> Commands)
{
    /// <summary>The folder as people write it.</summary>
    public string Place => Folder.Length == 0 ? "." : Folder;

    /// <summary>Its programs, each once.</summary>
    public IEnumerable<string> Programs => Commands.Select(command => command.Words[0] == "env" ? command.Words[2] : command.Words[0]).Distinct();
}
