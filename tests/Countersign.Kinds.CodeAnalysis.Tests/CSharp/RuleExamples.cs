using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.CSharp;

/// <summary>For each rule what it must find, and what looks alike and is fine.</summary>
internal static class RuleExamples
{
    private const string Usings = "using System.Diagnostics; using System.Security.Cryptography; using System.Net.Http;\n";

    public static TheoryData<string, string> Bad => Rows(
        ("csharp.syntax-error", "class C { void M( { } }"),
        ("csharp.type-error", "class C { int M() => \"text\"; }"),
        ("csharp.cyclomatic-complexity", $"class C {{ int M(int a) {{ {string.Concat(Enumerable.Repeat("if (a == 1) return 2;\n", 16))} return 0; }} }}"),
        ("csharp.cognitive-complexity", "class C { int M(int a) { if (a > 1) { if (a > 2) { if (a > 3) { if (a > 4) { if (a > 5) { if (a > 6) return 1; } } } } } return 0; } }"),
        ("csharp.deep-nesting", "class C { int M(int[] a) { foreach (var b in a) { if (b > 1) { while (b > 2) { lock (a) { if (b > 9) return 1; } } } } return 0; } }"),
        ("csharp.long-method", $"class C {{ void M(int a) {{\n{string.Concat(Enumerable.Repeat("a++;\n", 61))} }} }}"),
        ("csharp.unused-member", "class C { private int _left; public int M() => 1; }"),
        ("csharp.unused-local", "class C { void M() { var left = 1; left = 2; } }"),
        ("csharp.undisposed", "class C { int M() { var file = File.OpenRead(\"a\"); return file.ReadByte(); } }"),
        ("csharp.sync-over-async", "class C { int M(Task<int> work) => work.Result; }"),
        ("csharp.sync-over-async", "class C { Task<int> P => null; int M(C c, C d) => d.P.IsCompleted ? c.P.Result : 0; }"),
        ("csharp.sync-over-async", "class C { void M(Task work) => work.GetAwaiter().GetResult(); }"),
        ("csharp.async-void", "class C { async void Run() => await Task.Yield(); }"),
        ("csharp.empty-catch", "class C { void M() { try { M(); } catch (Exception) { } } }"),
        ("csharp.sql-concatenation", "class C { string M(string name) => \"SELECT * FROM users WHERE name = '\" + name + \"'\"; }"),
        ("csharp.sql-concatenation", "class C { string M(string name) => $\"DELETE FROM users WHERE name = '{name}'\"; }"),
        ("csharp.sql-concatenation", "class C { string M(string t) => string.Format(\"UPDATE {0} SET a = 1\", t); }"),
        ("csharp.process-injection", "class C { void M(string a) => Process.Start(\"sh\", \"-c \" + a); }"),
        ("csharp.process-injection", "class C { object M(string a) => new ProcessStartInfo { FileName = \"git\", Arguments = $\"clone {a}\" }; }"),
        ("csharp.path-injection", "class C { [HttpGet] string M(string name) { var path = Path.Combine(\"/data\", name); return File.ReadAllText(path); } }"),
        ("csharp.path-injection", "class C { string M(dynamic context) { string n = context.Request.Query[\"n\"]; return File.ReadAllText(\"/data/\" + n); } }"),
        ("csharp.weak-hash", "class C { byte[] M(byte[] a) => MD5.HashData(a); }"),
        ("csharp.weak-hash", "class C { object M() => SHA1.Create(); }"),
        ("csharp.weak-cipher", "class C { object M() => TripleDES.Create(); }"),
        ("csharp.weak-cipher", "class C { void M(Aes aes) => aes.Mode = CipherMode.ECB; }"),
        ("csharp.insecure-deserialization", "class C { object M(Stream s) => new BinaryFormatter().Deserialize(s); }"),
        ("csharp.insecure-deserialization", "class C { object M() => new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All }; }"),
        ("csharp.certificate-check-off", "class C { object M() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; }"));

    public static TheoryData<string, string> Good => Rows(
        ("csharp.syntax-error", "class C { void M() { } }"),
        ("csharp.type-error", "class C { int M() => 1; }"),
        ("csharp.cyclomatic-complexity", $"class C {{ int M(int a) {{ {string.Concat(Enumerable.Repeat("if (a == 1) return 2;\n", 14))} return 0; }} }}"),
        ("csharp.cognitive-complexity", "class C { int M(int a) { if (a > 1) return 1; if (a > 2) return 2; if (a > 3) return 3; return a > 4 && a < 9 ? 1 : 0; } }"),
        ("csharp.deep-nesting", "class C { int M(int a) { if (a > 1) return 1; else if (a > 2) return 1; else if (a > 3) return 1; else if (a > 4) return 1; else if (a > 5) return 1; return 0; } }"),
        ("csharp.long-method", $"class C {{ void M(int a) {{\n{string.Concat(Enumerable.Repeat("a++;\n// a comment\n\n", 55))} }} }}"),
        ("csharp.unused-member", "class C { private int _left; private void N() => _left++; public void M() => N(); }"),
        ("csharp.unused-local", "class C { int M() { var left = 1; return left; } }"),
        ("csharp.undisposed", "class C { int M() { using var file = File.OpenRead(\"a\"); return file.ReadByte(); } Stream N() { var file = File.OpenRead(\"a\"); return file; } int O() { var s = new MemoryStream(); return s.ReadByte(); } }"),
        ("csharp.sync-over-async", "class C { async Task<int> M(Task<int> work) { await work; return work.Result; } int N(Answer a) => a.Result; } class Answer { public int Result => 1; }"),
        ("csharp.sync-over-async", "class C { Task<int> P => null; int M(C c) { if (!c.P.IsCompleted) { return 0; } else { return c.P.Result; } } }"),
        ("csharp.sync-over-async", "class C { Task<int> _p; int M() => _p switch { { IsCompletedSuccessfully: true } => _p.Result, _ => 0 }; int N(Task<int> a) => a is { IsCompleted: true } ? a.GetAwaiter().GetResult() : 0; }"),
        ("csharp.async-void", "class C { async Task Run() => await Task.Yield(); async void OnClick(object sender, EventArgs e) => await Run(); }"),
        ("csharp.empty-catch", "class C { void M() { try { M(); } catch (IOException) { /* gone already */ } try { M(); } catch (OperationCanceledException) { } } }"),
        ("csharp.sql-concatenation", "class C { const string T = \"users\"; string M(int id) => $\"SELECT * FROM {T} WHERE id = {id}\"; string N(string n) => \"Select a file from \" + n; void O(Db db, string n) => db.FromSql($\"SELECT * FROM users WHERE name = {n}\"); } class Db { public void FromSql(FormattableString s) { } }"),
        ("csharp.process-injection", "class C { void M(string a) { Process.Start(\"git\", [\"clone\", a]); var i = new ProcessStartInfo(\"git\", \"status\") { FileName = \"git\" + a }; Process.Start(i); } }"),
        ("csharp.path-injection", "class C { [HttpGet] string M(string name) => File.ReadAllText(Path.Combine(\"/data\", Path.GetFileName(name))); string N(string own) => File.ReadAllText(own); }"),
        ("csharp.weak-hash", "class C { byte[] M(byte[] a) => SHA256.HashData(a); object N() => new MD5(); } class MD5 { }"),
        ("csharp.weak-cipher", "class C { void M(Aes aes) => aes.Mode = CipherMode.CBC; }"),
        ("csharp.insecure-deserialization", "class C { object M() => new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None }; }"),
        ("csharp.certificate-check-off", "class C { object M() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, c, _, errors) => errors == 0 }; }"));

    private static TheoryData<string, string> Rows(params (string Rule, string Code)[] examples)
    {
        var rows = new TheoryData<string, string>();
        foreach (var (rule, code) in examples)
        {
            rows.Add(rule, Usings + code);
        }

        return rows;
    }
}
