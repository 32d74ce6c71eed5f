namespace Countersign.Storage.Sqlite;

/// <summary>The names in <c>job_documents</c>; part of the file's format.</summary>
internal static class DocumentNames
{
    public const string Input = "input";
    public const string Analysis = "analysis";
    public const string Result = "result";
}
