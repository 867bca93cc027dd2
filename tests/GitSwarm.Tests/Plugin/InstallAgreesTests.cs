using System.Text.Json;
using GitSwarm.Tests.Binary;
using GitSwarm.Tests.Guards;
using Xunit;

namespace GitSwarm.Tests.Plugin;

using Cli = GitSwarm.Tests.Binary.Cli;

public class InstallAgreesTests
{
    [InstallFact]
    public void What_install_writes_is_for_the_events_of_the_plugin()
    {
        using var cli = new Cli();

        cli.Do("install", "claude", "--scope", "project");

        var written = JsonDocument.Parse(File.ReadAllText(Path.Combine(cli.Repository.Path, ".claude", "settings.json"))).RootElement;
        Assert.Equal(PluginFiles.Matchers(PluginFiles.Json($"{PluginFiles.Folder}/hooks/hooks.json")), PluginFiles.Matchers(written));
    }

    /// <summary>A test of <c>git swarm install</c>, where there is one.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class InstallFactAttribute : FactAttribute
    {
        public InstallFactAttribute()
        {
            if (!CommandLine.Verbs.ContainsKey("install"))
            {
                Skip = "there is no 'git swarm install' yet";
            }
        }
    }
}
