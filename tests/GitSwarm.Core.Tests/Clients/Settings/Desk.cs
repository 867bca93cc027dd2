using System.Security.Cryptography;
using System.Text;
using GitSwarm.Clients.Settings;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Clients.Settings;

/// <summary>A home directory and a work tree in which clients are set up.</summary>
internal sealed class Desk : IDisposable
{
    public const string Program = "/opt/git-swarm/bin/git-swarm";
    private readonly Sandbox sandbox = new();

    public Desk()
    {
        Home = Directory.CreateDirectory(sandbox.Path("desk", "home")).FullName;
        Top = Directory.CreateDirectory(sandbox.Path("desk", "app")).FullName;
    }

    public string Home { get; }

    public string Top { get; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public Surroundings Where => new(n => Variables.GetValueOrDefault(n), Home, Top, Top);

    public SettingsRequest Request(string client, SettingsScope scope = SettingsScope.User) =>
        new(ClientSettings.Of(client), scope, Where, b => Convert.ToHexStringLower(SHA256.HashData(b)));

    public SettingsPlan PlanInstall(
        string client,
        SettingsScope scope = SettingsScope.User,
        bool statusLine = false,
        string program = Program
    ) => ClientSetup.PlanInstall(Request(client, scope), new InstallChoice(program, StatusLine: statusLine));

    public SettingsPlan Install(string client, SettingsScope scope = SettingsScope.User, bool statusLine = false, string program = Program)
    {
        var plan = PlanInstall(client, scope, statusLine, program);
        SettingsWrites.Apply(plan);
        return plan;
    }

    public SettingsPlan Uninstall(string client, SettingsScope scope = SettingsScope.User)
    {
        var plan = ClientSetup.PlanRemoval(Request(client, scope));
        SettingsWrites.Apply(plan);
        return plan;
    }

    public string Path(params string[] parts) => System.IO.Path.Combine([Home, .. parts]);

    public string Write(string text, params string[] parts)
    {
        var path = Path(parts);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        return path;
    }

    /// <summary>Every directory, link and file below the desk, with its mode and bytes.</summary>
    public string Listing() =>
        string.Join(
            '\n',
            new DirectoryInfo(sandbox.Path("desk"))
                .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .OrderBy(i => i.FullName, StringComparer.Ordinal)
                .Select(i =>
                    $"{i.FullName} {i.LinkTarget} {(OperatingSystem.IsWindows() ? "" : i.UnixFileMode)} {(i is FileInfo { LinkTarget: null } ? Convert.ToHexString(File.ReadAllBytes(i.FullName)) : "")}"
                )
        );

    public void Dispose() => sandbox.Dispose();
}
