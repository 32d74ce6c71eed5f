namespace Countersign.Kinds.Processes;

/// <summary>Finds programs as <c>execvp(3)</c> does.</summary>
public static class ProgramSearch
{
    /// <summary>The program's absolute path; null when there is none that can be run.</summary>
    /// <param name="program">A name, looked for on the search path, or an absolute path.</param>
    /// <param name="searchPath">Folders, separated as in <c>PATH</c>.</param>
    public static string? Find(string program, string searchPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(searchPath);
        if (Path.IsPathFullyQualified(program))
        {
            return IsProgram(program) ? program : null;
        }

        return program.AsSpan().ContainsAny('/', '\\')
            ? null
            : searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Where(Path.IsPathFullyQualified)
                .Select(folder => Path.Combine(folder, program))
                .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
    }
}
