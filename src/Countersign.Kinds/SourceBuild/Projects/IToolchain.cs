namespace Countersign.Kinds.SourceBuild.Projects;

/// <summary>Recognises one type of project and knows its commands.</summary>
internal interface IToolchain
{
    /// <summary>The projects among a tree's folders; outer folders come first.</summary>
    IEnumerable<BuildProject> Find(IReadOnlyList<SourceFolder> folders);
}
