using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Countersign.Testing.Http;

/// <summary>Serves repositories over HTTP on a free loopback port, with the machine's own git (<c>git-http-backend(1)</c>).</summary>
public sealed class GitServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _web;

    private GitServer(string folder, WebApplication web)
    {
        _folder = folder;
        _web = web;
    }

    /// <summary>As it would be listed among allowed hosts.</summary>
    public string Authority => new Uri(_web.Urls.Single()).Authority;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where the repositories are; is made.</param>
    public static async Task<GitServer> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        web.Run(http => ServeAsync(folder, http));
        await web.StartAsync();
        return new GitServer(folder, web);
    }

    /// <summary>The address of a repository.</summary>
    public Uri Url(string repository) => new($"http://{Authority}/{repository}");

    /// <summary>Adds files to the branch <c>main</c> of a repository, which is made with the first, and returns the commit's hash.</summary>
    public async Task<string> CommitAsync(string repository, params (string Path, string Content)[] files)
    {
        var folder = Path.Combine(_folder, repository);
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            await GitAsync(folder, "init", "--quiet", "--initial-branch=main");
        }

        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, content);
        }

        await GitAsync(folder, "add", "--all");
        await GitAsync(folder, "-c", "user.name=A Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message=More");
        return (await GitAsync(folder, "rev-parse", "HEAD")).Trim();
    }

    /// <summary>Forgets a repository with all its commits.</summary>
    public void Remove(string repository) => Directory.Delete(Path.Combine(_folder, repository), recursive: true);

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    // The common gateway interface, RFC 3875.
    private static async Task ServeAsync(string folder, HttpContext http)
    {
        var request = http.Request;
        using var git = Start(folder, folder, ["http-backend"], new Dictionary<string, string?>
        {
            ["GIT_PROJECT_ROOT"] = folder,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
            ["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding,
            ["REQUEST_METHOD"] = request.Method,
            ["PATH_INFO"] = request.Path,
            ["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?'),
            ["CONTENT_TYPE"] = request.ContentType,
            ["CONTENT_LENGTH"] = request.ContentLength?.ToString(CultureInfo.InvariantCulture),
        });
        await request.Body.CopyToAsync(git.StandardInput.BaseStream, http.RequestAborted);
        git.StandardInput.Close();

        var output = git.StandardOutput.BaseStream;
        while (await ReadLineAsync(output) is { Length: > 0 } line)
        {
            var parts = line.Split(": ", 2);
            if (parts[0] == "Status")
            {
                http.Response.StatusCode = int.Parse(parts[1].AsSpan(0, 3), CultureInfo.InvariantCulture);
            }
            else
            {
                http.Response.Headers[parts[0]] = parts[1];
            }
        }

        await output.CopyToAsync(http.Response.Body, http.RequestAborted);
        await git.WaitForExitAsync(http.RequestAborted);
    }

    private static async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }

    private async Task<string> GitAsync(string folder, params string[] arguments)
    {
        using var git = Start(_folder, folder, arguments, new Dictionary<string, string?>());
        git.StandardInput.Close();
        var output = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {git.ExitCode}.");
    }

    private static Process Start(string home, string folder, string[] arguments, Dictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["HOME"] = home;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var (name, value) in variables.Where(variable => !string.IsNullOrEmpty(variable.Value)))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
