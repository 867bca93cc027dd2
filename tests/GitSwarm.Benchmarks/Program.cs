using GitSwarm.Benchmarks;

if (BenchmarkOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}
return new BenchmarkRun(options).Run() ? 0 : 1;
