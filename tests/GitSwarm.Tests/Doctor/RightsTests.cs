using GitSwarm.Doctor;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Tests.Doctor;

public class RightsTests
{
    [Fact]
    public void A_directory_that_is_another_users_is_wrong()
    {
        using var sick = new DoctorRepository();
        var objects = Path.Combine(sick.CommonDir, "objects");
        var foreign = Directory.EnumerateDirectories(objects, "??").Order(StringComparer.Ordinal).First();

        var result = Assert.Single(Run(sick, d => d != foreign), r => r.Name == "rights");

        Assert.Equal(CheckState.Wrong, result.State);
        Assert.Equal($"you may not write to {foreign}", result.Detail);
        Assert.Contains("chown", result.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void The_system_says_who_may_write()
    {
        using var sick = new DoctorRepository();

        Assert.True(Rights.CanWrite(sick.CommonDir));
        Assert.False(Rights.CanWrite(Path.Combine(sick.CommonDir, "not there")));
    }

    private static List<CheckResult> Run(DoctorRepository sick, Func<string, bool> canWrite)
    {
        var repository = RepositoryDiscovery.Find(sick.Repository.Path, _ => null)!;
        var git = new GitProcess(new GitEnvironment(sick.Sandbox.Variables.AsReadOnly(), sick.Sandbox.GitProgram));
        var vantage = new Vantage("", "", ProcessTables.ForThisSystem(), TimeProvider.System.GetUtcNow());
        var random = new Random(1);
        var patient = new Patient(
            new SwarmGit(git, repository),
            vantage,
            new Ids(TimeProvider.System, random),
            random,
            "git-swarm",
            canWrite
        );
        return Checkup.Run(patient, dryRun: true);
    }
}
